package io.framelab.server;

import static io.framelab.server.WatchedServer.profile;
import static io.framelab.server.WatchedServer.why;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.framelab.codec.Await;
import io.framelab.codec.ShortLivedJvm;
import io.framelab.profiling.PprofFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each threshold is crossed for real, by a server of its own; all at the same time, because each
 * takes its seconds to notice and to record.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ProfileWatchIT {
  private static final int CONNECTIONS = 60;

  /** Crossed by every JVM, always. */
  private static final String ANYWAY = "threads>1";

  private static final String NO_LIBRARY = "-Done.profiler.libraryPath=/none";

  /** Nor can the JDK record without one. */
  private static final String NO_FOLDER = "-Djava.io.tmpdir=/dev/null/none";

  private static final String[] BLOCKING = {"--engine=buffered", "--threads=platform"};

  @TempDir private static Path folder;

  private static final Map<Case, WatchedServer> SERVERS = new EnumMap<>(Case.class);

  private enum Case {
    CPU,
    HEAP,
    THREADS,
    LAG,
    HELD,
    STOPPED,
    JDK_ONLY,
    NOTHING
  }

  @BeforeAll
  static void startAll() {
    final ExecutorService starters = Executors.newCachedThreadPool();
    final List<CompletableFuture<Void>> starting = new ArrayList<>();
    for (final Case each : Case.values()) {
      starting.add(CompletableFuture.runAsync(() -> start(each), starters));
    }
    starters.shutdown();
    try {
      CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
    } catch (final CompletionException e) {
      throw new AssertionError("a server did not start", e);
    }
  }

  @AfterAll
  static void stopAll() {
    assertAll(SERVERS.values().stream().map(server -> server::stop));
  }

  private static void start(final Case which) {
    try {
      final WatchedServer server =
          switch (which) {
            case CPU -> starting(which, lines(), "cpu>5%,heap>99%", "--pprof", "0", handler("Hot"));
            case HEAP -> starting(which, heap(), "heap>60%", handler("Hoarding"));
            case THREADS -> starting(which, List.of(), "threads>40", BLOCKING);
            case LAG -> starting(which, lines(), "lag>50ms", handler("Stalling"));
            case HELD -> starting(which, shortLived(), "threads>40", held());
            case STOPPED -> starting(which, shortLived(), ANYWAY);
            case JDK_ONLY -> starting(which, List.of(NO_LIBRARY), "lag>50ms", handler("Stalling"));
            case NOTHING ->
                starting(which, shortLived(NO_LIBRARY, NO_FOLDER), ANYWAY, "--engine=buffered");
          };
      synchronized (SERVERS) {
        SERVERS.put(which, server);
      }
      switch (which) {
        case CPU, HEAP, LAG, JDK_ONLY -> server.load();
        case THREADS -> server.connect(CONNECTIONS);
        case HELD -> {
          server.recordLong();
          server.connect(CONNECTIONS);
        }
        case STOPPED -> stopWhileItRecords(server);
        case NOTHING -> {}
      }
    } catch (final Exception e) {
      throw new CompletionException(e);
    }
  }

  private static WatchedServer starting(
      final Case which, final List<String> jvm, final String thresholds, final String... flags)
      throws Exception {
    return WatchedServer.start(folder.resolve(which.name()), jvm, thresholds, flags);
  }

  private static void stopWhileItRecords(final WatchedServer server) {
    Await.until(
        () -> server.moments().toString().contains("-threads.part]"), () -> "it does not record");
    server.server().terminate();
  }

  private static String[] held() {
    final List<String> flags = new ArrayList<>(List.of(BLOCKING));
    flags.addAll(List.of("--pprof", "0"));
    return flags.toArray(String[]::new);
  }

  private static List<String> shortLived(final String... more) {
    final List<String> flags = new ArrayList<>(ShortLivedJvm.FLAGS);
    flags.addAll(List.of(more));
    return flags;
  }

  private static List<String> lines() {
    return List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
  }

  private static List<String> heap() {
    final List<String> flags = new ArrayList<>(lines());
    flags.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m"));
    return flags;
  }

  private static String handler(final String prefix) {
    return "--handler=" + ProfileWatchIT.class.getPackageName() + "." + prefix + "Handler";
  }

  @Test
  void shouldShowTheBusyMethodWhenTheProcessorIsBusy() throws Exception {
    final Path kept = SERVERS.get(Case.CPU).kept();
    assertComplete(kept, "cpu");
    assertThat(why(kept).get(0)).matches("cpu>5% in 3 readings: \\d+%, \\d+%, \\d+%");
    assertThat(why(kept).get(1)).contains("pid " + SERVERS.get(Case.CPU).server().pid(), "heap ");
    assertThat(profile(kept).sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(profile(kept).top(1)).isEqualTo(HotHandler.class.getName() + ".burnHere");
    assertThat(SERVERS.get(Case.CPU).counted())
        .containsExactly("tcp_server_profiles_kept_total{trigger=\"cpu\"} 1.0");
  }

  @Test
  void shouldShowWhoseObjectsAreInUseWhenTheHeapIsFull() throws Exception {
    final Path kept = SERVERS.get(Case.HEAP).kept();
    assertComplete(kept, "heap");
    final PprofFile profile = profile(kept);
    assertThat(profile.sampleTypes().get(3)).isEqualTo("inuse_space/bytes");
    assertThat(profile.top(3)).isEqualTo(HoardingHandler.class.getName() + ".hoardHere");
    assertThat(Files.readAllLines(kept.resolve("histogram.txt")).get(2)).contains(" [B (java.base");
    assertThat(SERVERS.get(Case.HEAP).counted())
        .containsExactly("tcp_server_profiles_kept_total{trigger=\"heap\"} 1.0");
  }

  @Test
  void shouldShowTheThreadsWhenThereAreTooMany() throws Exception {
    final Path kept = SERVERS.get(Case.THREADS).kept();
    assertComplete(kept, "threads");
    assertThat(profile(kept).sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(Files.readString(kept.resolve("threads.txt")))
        .contains("\"framelab-io-" + (CONNECTIONS - 1) + "\"")
        .contains("io.framelab.server.blocking.BlockingConnection.run(...)");
    assertThat(SERVERS.get(Case.THREADS).counted())
        .containsExactly("tcp_server_profiles_kept_total{trigger=\"threads\"} 1.0");
  }

  @Test
  void shouldShowTheBlockingMethodWhenAnEventLoopIsLate() throws Exception {
    final Path kept = SERVERS.get(Case.LAG).kept();
    assertComplete(kept, "lag");
    final PprofFile profile = profile(kept);
    assertThat(profile.sampleTypes()).containsExactly("samples/count", "wall/nanoseconds");
    assertThat(profile.anywhere(1, StallingHandler.class.getName() + ".stallHere ")).isPositive();
    assertThat(SERVERS.get(Case.LAG).counted())
        .containsExactly("tcp_server_profiles_kept_total{trigger=\"lag\"} 1.0");
  }

  @Test
  void shouldKeepTheRestAndSayWhoRecordsWhenSomebodyElseDoes() throws Exception {
    final Path kept = SERVERS.get(Case.HELD).kept();
    assertThat(kept.toFile().list())
        .containsExactlyInAnyOrder("threads.txt", "histogram.txt", "why.txt");
    assertThat(why(kept))
        .anyMatch(
            line ->
                line.startsWith("no cpu profile: the cpu profile is held by 127.0.0.1:")
                    && line.contains("/debug/pprof/profile?seconds=300"));
  }

  @Test
  void shouldLeaveNothingBehindWhenItIsToldToStopWhileItRecords() throws Exception {
    final WatchedServer server = SERVERS.get(Case.STOPPED);
    assertThat(server.server().awaitExit()).isZero();
    assertThat(server.moments()).isEmpty();
    assertThat(server.server().stderr()).doesNotContain("WARN").doesNotContain("Exception");
  }

  @Test
  void shouldRecordWhatTheJdkCanWhenThereIsNoNativeLibrary() throws Exception {
    final Path kept = SERVERS.get(Case.JDK_ONLY).kept();
    assertComplete(kept, "lag");
    assertThat(why(kept)).anyMatch(line -> line.startsWith("no wall profile: no native library "));
    assertThat(profile(kept).sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(profile(kept).comments())
        .anyMatch(
            comment ->
                comment.startsWith(
                    "recorded without async-profiler because: no native library of async-profiler"));
  }

  @Test
  void shouldKeepTheRestAndSayWhyWhenNothingCanRecord() throws Exception {
    final Path kept = SERVERS.get(Case.NOTHING).kept();
    assertThat(kept.toFile().list())
        .containsExactlyInAnyOrder("threads.txt", "histogram.txt", "why.txt");
    assertThat(why(kept))
        .anyMatch(line -> line.startsWith("no cpu profile: no native library of async-profiler: "))
        .noneMatch(line -> line.contains("profile.pb.gz"));
  }

  private static void assertComplete(final Path kept, final String trigger) throws Exception {
    assertThat(kept.getFileName().toString()).matches("\\d{8}T\\d{6}Z-" + trigger);
    assertThat(kept.toFile().list())
        .containsExactlyInAnyOrder("threads.txt", "profile.pb.gz", "histogram.txt", "why.txt");
    assertThat(Files.readString(kept.resolve("threads.txt"))).contains("\"framelab-watch\":\n");
    assertThat(Files.readString(kept.resolve("histogram.txt"))).contains("java.lang.String");
    assertThat(why(kept).stream().map(line -> line.replaceAll(":.*", "")))
        .contains("threads.txt", "profile.pb.gz", "histogram.txt");
  }
}
