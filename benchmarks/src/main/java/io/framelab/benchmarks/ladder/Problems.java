package io.framelab.benchmarks.ladder;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What went wrong with which server; the others go on. The ladder's thread only. */
final class Problems {
  /** Of several, the first of these is what the ladder ends with. */
  private static final List<Integer> WORST_FIRST =
      List.of(ExitCode.USAGE, ExitCode.PEER_VIOLATION, ExitCode.FAILED, ExitCode.INVALID_RUN);

  /** How our server ends when this machine lacks the transport that was asked for. */
  private static final Pattern NOT_AVAILABLE =
      Pattern.compile("cannot run here: (?:\\w+ is not available: )?(.*)");

  private final Map<String, RunFailure> failures = new LinkedHashMap<>();

  /**
   * An engine of ours that this machine cannot run, which is nobody's failure.
   *
   * @param exitCode that its server ended with.
   * @param said on its stderr.
   * @return what to throw in place of a failure; empty if it failed.
   */
  static Optional<RunFailure> notAvailable(final int exitCode, final String said) {
    final Matcher found = NOT_AVAILABLE.matcher(said);
    return exitCode == ExitCode.FAILED && found.find()
        ? Optional.of(new RunFailure(ExitCode.OK, found.group(1)))
        : Optional.empty();
  }

  void add(final Rung rung, final RunFailure failure) {
    failures.put(rung.name(), failure);
  }

  boolean has(final Rung rung) {
    return failures.containsKey(rung.name());
  }

  /** In words, one line without the server's name; null if all is well. */
  String text(final Rung rung) {
    final RunFailure failure = failures.get(rung.name());
    return failure == null ? null : text(rung, failure);
  }

  private static String text(final Rung rung, final RunFailure failure) {
    final String message = failure.getMessage().replaceAll("\\s+", " ");
    final String reason =
        message.startsWith(rung.title())
            ? message.substring(rung.title().length()).replaceFirst("^[: ]+", "")
            : message;
    return kind(failure) + ": " + reason;
  }

  private static String kind(final RunFailure failure) {
    if (failure.exitCode() == ExitCode.OK) {
      return "not available";
    }
    return failure.exitCode() == ExitCode.PEER_VIOLATION ? "broke the protocol" : "failed";
  }

  /** What is to be said of failures when all is over; what is not available is none. */
  List<String> messages() {
    return failures.values().stream()
        .filter(failure -> failure.exitCode() != ExitCode.OK)
        .map(RunFailure::getMessage)
        .toList();
  }

  /** What the ladder ends with. */
  int exitCode() {
    return worst(failures.values().stream().map(RunFailure::exitCode).toList());
  }

  /** Of several exit codes the one that counts. */
  static int worst(final List<Integer> codes) {
    return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(ExitCode.OK);
  }
}
