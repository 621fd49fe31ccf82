package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Once;
import io.framelab.loadgen.report.JsonReport;
import io.framelab.loadgen.report.LoadResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a stall really looks like: a process that SIGSTOP holds for a tenth of a second and more.
 */
@Once
@Timeout(60)
class StoppedProcessIT {
  private static final long MS = 1_000_000;
  private static final long STOP_NS = 100 * MS;

  @TempDir private Path folder;

  private static Process startPeer() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PeerMain.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String portOf(final Process peer) throws IOException {
    return new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.UTF_8))
        .readLine();
  }

  private static void signal(final String name, final long pid) throws Exception {
    final Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
    assertThat(kill.waitFor()).isZero();
  }

  /** Stops a process and lets it go on; the time in between is what is tested. */
  private static long stop(final long pid, final long forNs) throws Exception {
    final long beginNs = System.nanoTime();
    signal("STOP", pid);
    for (long leftNs = forNs; leftNs > 0; leftNs = beginNs + forNs - System.nanoTime()) {
      LockSupport.parkNanos(leftNs);
    }
    signal("CONT", pid);
    return System.nanoTime() - beginNs;
  }

  private LoadProcess load(final String port, final int window) throws IOException {
    return LoadProcess.start(
        folder,
        "127.0.0.1:" + port,
        "-c",
        "10",
        "-R",
        "10k",
        "-w",
        Integer.toString(window),
        "-d",
        "2s",
        "--warmup",
        "500ms",
        "--interval",
        "100ms",
        "-f",
        "json");
  }

  private static long above(final Histogram times, final long ns) {
    return times.getTotalCount() - times.getCountBetweenValues(0, ns);
  }

  @Test
  void shouldShowTheStallInResponseTimeWhenTheServerIsStopped() throws Exception {
    final Process peer = startPeer();
    try (LoadProcess load = load(portOf(peer), 100)) {
      awaitWindow(load);
      final long stoppedNs = stop(peer.pid(), STOP_NS);
      assertThat(load.exitCode()).isIn(0, 4);
      final LoadResult result = JsonReport.read(load.out());
      assertThat(result.verify().missing()).isZero();
      assertThat(result.latencyNs().response().count()).isEqualTo(20_000);
      final Histogram response = result.latencyNs().response().histogram();
      // 10,000/s for so long: half of them wait for more than half of it.
      assertThat(above(response, STOP_NS / 2)).isGreaterThan(400).isLessThan(20_000);
      assertThat(above(response, STOP_NS * 9 / 10)).isPositive();
      assertThat(response.getMaxValue()).isGreaterThan(STOP_NS * 9 / 10);
      assertThat(stoppedNs).isGreaterThan(STOP_NS);
    } finally {
      peer.destroyForcibly();
    }
  }

  /** With a large window its own backlog leaves at once; with a small one it fills the windows. */
  @ParameterizedTest
  @ValueSource(ints = {100, 16})
  void shouldRefuseTheHeadlineWhenTheGeneratorItselfIsStopped(final int window) throws Exception {
    final Process peer = startPeer();
    try (LoadProcess load = load(portOf(peer), window)) {
      awaitWindow(load);
      stop(load.pid(), 3 * STOP_NS);
      assertThat(load.exitCode()).isEqualTo(4);
      final LoadResult result = JsonReport.read(load.out());
      assertThat(result.valid()).isFalse();
      assertThat(result.invalidReasons().get(0)).startsWith("the generator was late: lag p99 ");
      assertThat(result.generator().scheduleLagNs().max()).isGreaterThan(2 * STOP_NS);
      assertThat(result.invalidReasons()).anyMatch(reason -> reason.contains("were away for"));
    } finally {
      peer.destroyForcibly();
    }
  }

  /** A line without this word is one of the measured window. */
  private static void awaitWindow(final LoadProcess load) throws IOException {
    String line = load.awaitError("acked/s");
    while (line.contains("(warm-up)")) {
      line = load.awaitError("acked/s");
    }
  }
}
