package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.loadgen.report.LoadResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The public tools of HdrHistogram read what a run logs, and find the same figures. */
@Timeout(60)
class HdrLogTest {
  @TempDir private Path folder;

  private LoadResult run(final Path file) throws IOException {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        HdrLog log = new HdrLog(file)) {
      final LoadRig rig =
          new LoadRig(
              new LoadConfig(new Target("127.0.0.1", peer.port()))
                  .connections(2)
                  .rate(new SendRate(5_000, Arrival.POISSON))
                  .warmupNs(TimeUnit.MILLISECONDS.toNanos(100))
                  .durationNs(TimeUnit.SECONDS.toNanos(1))
                  .intervalNs(TimeUnit.MILLISECONDS.toNanos(100)),
              LoadListener.NONE);
      rig.keepTimes(log);
      return rig.run();
    }
  }

  @Test
  void shouldAddUpToTheResultWhenReadBack() throws IOException {
    final Path file = folder.resolve("times.hlog");
    final LoadResult result = run(file);
    final Map<String, Histogram> sums = new HashMap<>();
    int lines = 0;
    try (HistogramLogReader reader = new HistogramLogReader(file.toFile())) {
      for (EncodableHistogram next = reader.nextIntervalHistogram();
          next != null;
          next = reader.nextIntervalHistogram()) {
        sums.computeIfAbsent(next.getTag(), tag -> new Histogram(3)).add((Histogram) next);
        assertThat(next.getEndTimeStamp()).isGreaterThanOrEqualTo(next.getStartTimeStamp());
        lines++;
      }
      assertThat(reader.getStartTimeSec() * 1_000)
          .isBetween(System.currentTimeMillis() - 60_000.0, System.currentTimeMillis() + 1.0);
    }
    assertThat(lines).isGreaterThan(2);
    assertThat(sums).containsOnlyKeys("response", "service");
    assertThat(sums.get("response")).isEqualTo(result.latencyNs().response().histogram());
    assertThat(sums.get("service")).isEqualTo(result.latencyNs().service().histogram());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldSayWhyItIsCutWhenTheDiskIsFull() throws IOException {
    final HdrLog log = new HdrLog(Path.of("/dev/full"));
    log.begin(0);
    log.interval(0, 1, new Times(true));
    log.close();
    assertThat(log.failure()).isNotEmpty();
    final HdrLog whole = new HdrLog(folder.resolve("whole.hlog"));
    whole.begin(0);
    whole.close();
    assertThat(whole.failure()).isNull();
  }

  @Test
  void shouldBeReadByTheLogProcessorWhenAUserRunsIt() throws Exception {
    final Path file = folder.resolve("times.hlog");
    final LoadResult result = run(file);
    final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    final PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true));
    try {
      final Thread processor =
          new HistogramLogProcessor(
              new String[] {
                "-i", file.toString(), "-tag", "response", "-outputValueUnitRatio", "1"
              });
      processor.start();
      processor.join();
    } finally {
      System.setOut(out);
    }
    assertThat(printed.toString())
        .contains("Total count    =")
        .containsPattern("Total count\\s+=\\s+" + result.latencyNs().response().count());
    assertThat(Files.readString(file)).startsWith("#");
  }
}
