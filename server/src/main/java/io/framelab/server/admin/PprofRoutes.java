package io.framelab.server.admin;

import io.framelab.profiling.ProfileDesk;
import io.framelab.profiling.ProfileEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What answers each path below {@code /debug/pprof/}. Any thread may use it. */
final class PprofRoutes implements WatchedEndpoint.Routes {
  private static final String ROOT = "/debug/pprof/";

  private final ProfileDesk desk;
  private final ProfileRoutes profiles;
  private final ThreadRoutes threads;
  private final FlameRoutes flames;

  PprofRoutes(final ProfileDesk desk) {
    this.desk = desk;
    this.profiles = new ProfileRoutes(desk);
    this.threads = new ThreadRoutes(desk);
    this.flames = new FlameRoutes(profiles);
  }

  @Override
  public Optional<PprofReply> answer(
      final HttpRequestHead request, final WatchedConnection client) {
    final String path = request.path();
    final boolean symbol = path.equals(ROOT + "symbol");
    if (!isAllowed(request.method(), symbol)) {
      return Optional.of(
          PprofReply.failure(405, symbol ? "only GET, HEAD and POST" : "only GET and HEAD"));
    }
    return switch (path) {
      case ROOT + "profile" -> profiles.profile(request, client);
      case ROOT + "allocs" -> profiles.other(ProfileEvent.ALLOCS, request, client);
      case ROOT + "heap" -> profiles.other(ProfileEvent.HEAP, request, client);
      case ROOT + "block" -> profiles.other(ProfileEvent.BLOCK, request, client);
      case ROOT + "mutex" -> profiles.other(ProfileEvent.MUTEX, request, client);
      case ROOT + "goroutine" -> Optional.of(threads.goroutine(request));
      case ROOT + "threadcreate" -> Optional.of(threads.threadcreate(request));
      case ROOT + "flamegraph" -> flames.flamegraph(request, client);
      case ROOT + "diff" -> flames.diff(request, client);
      case ROOT + "trace" -> profiles.trace(request, client);
      case ROOT + "cmdline" -> Optional.of(PprofReply.text(commandLine()));
      // the tool asks only for what a profile leaves open, and ours leave nothing open
      case ROOT + "symbol" -> Optional.of(PprofReply.text("num_symbols: 1\n"));
      case ROOT -> Optional.of(PprofReply.html(PprofPage.of(request.host(), desk)));
      case "/", "/debug/pprof" -> Optional.of(PprofReply.movedTo(ROOT));
      default ->
          Optional.of(
              PprofReply.failure(404, path.startsWith(ROOT) ? "Unknown profile" : "not found"));
    };
  }

  private static boolean isAllowed(final String method, final boolean symbol) {
    return switch (method) {
      case "GET", "HEAD" -> true;
      case "POST" -> symbol;
      default -> false;
    };
  }

  /** Its words, parted by NUL. */
  private static String commandLine() {
    try {
      final String words = Files.readString(Path.of("/proc/self/cmdline"), StandardCharsets.UTF_8);
      return words.endsWith("\0") ? words.substring(0, words.length() - 1) : words;
    } catch (final IOException e) {
      // not Linux; the JDK may know
      final ProcessHandle.Info self = ProcessHandle.current().info();
      return Stream.concat(
              self.command().stream(), Stream.of(self.arguments().orElse(new String[0])))
          .collect(Collectors.joining("\0"));
    }
  }
}
