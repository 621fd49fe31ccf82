package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.framelab.codec.Once;
import io.framelab.loadgen.report.JsonReport;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.LoadSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged jar, as a user runs it. */
@Timeout(60)
class LoadgenJarIT {
  @TempDir private Path folder;

  private static String target(final FramePeer peer) {
    return "127.0.0.1:" + peer.port();
  }

  @Test
  void shouldKeepTheResultAloneOnStdoutWhenAllIsWell() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(
                folder,
                target(peer),
                "-c",
                "4",
                "-d",
                "500ms",
                "--warmup",
                "200ms",
                "--interval",
                "100ms")) {
      assertThat(load.exitCode()).isZero();
      assertThat(load.out().lines().toList())
          .first()
          .asString()
          .startsWith("closed loop against " + target(peer));
      assertThat(load.out()).contains("PASSED: every ack verified").contains("repeat ");
      assertThat(load.errors().get(0)).startsWith("closed loop against");
      assertThat(load.errors().subList(1, load.errors().size()))
          .isNotEmpty()
          .allMatch(line -> line.contains("acked/s"));
    }
  }

  /** Interpreted, it takes longer for a Submit and its ack than any server. */
  @Test
  void shouldSayGeneratorBoundWhenItIsTheLimitOfAClosedLoop() throws Exception {
    assertThat(Undisturbed.run(this::generatorBound, Objects::isNull))
        .contains("of their CPU; the server may be able to do more");
  }

  /** Returns null if others kept the generator from the CPU that it could have used. */
  private String generatorBound() throws Exception {
    try (BulkPeer peer = new BulkPeer(31);
        LoadProcess load =
            LoadProcess.startWith(
                folder,
                Map.of("JAVA_TOOL_OPTIONS", "-Xint"),
                "127.0.0.1:" + peer.port(),
                "-c",
                "1",
                "-w",
                "1000",
                "-d",
                "500ms",
                "--warmup",
                "300ms",
                "-f",
                "json")) {
      assertThat(load.exitCode()).isZero();
      final LoadResult result = read(load.out());
      assertThat(result.valid()).isTrue();
      assertThat(result.verify().acked()).isPositive().isEqualTo(result.verify().sent());
      return result.notes().stream()
          .filter(it -> it.startsWith("generator-bound"))
          .findFirst()
          .orElse(null);
    }
  }

  @Test
  void shouldPrintNothingButJsonWhenAskedForIt() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load = LoadProcess.start(folder, target(peer), "-n", "1k", "-f", "json")) {
      assertThat(load.exitCode()).isZero();
      assertThat(read(load.out()).verify().acked()).isEqualTo(1_000);
    }
  }

  @Test
  void shouldWriteTheResultThereWhenAFileIsNamed() throws Exception {
    final Path file = folder.resolve("result.json");
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(
                folder, target(peer), "-n", "100", "-f", "json", "-o", file.toString())) {
      assertThat(load.exitCode()).isZero();
      assertThat(load.out()).isEmpty();
      assertThat(read(Files.readString(file)).valid()).isTrue();
    }
  }

  private static LoadResult read(final String json) throws JsonProcessingException {
    return JsonReport.read(json);
  }

  @ParameterizedTest
  @Once
  @ValueSource(
      strings = {
        "127.0.0.1:1 --rate 5 --window 0",
        "127.0.0.1:1 --rate 0",
        "127.0.0.1:1 --rate 1001m",
        "127.0.0.1:1 --arrival poisson",
        "127.0.0.1:1 --rate 5 --arrival often",
        "127.0.0.1:1 --duration 1s --requests 5",
        "127.0.0.1:1 --requests 0",
        "127.0.0.1:1 --assert p99",
        "127.0.0.1:1 --assert p98<1ms",
        "127.0.0.1:1 --assert p99<1",
        "127.0.0.1:1 --assert acked>1ms",
        "127.0.0.1:1 --hdr-log /no/such/folder/log",
        "127.0.0.1:1 --server-metrics 127.0.0.1:1",
        "127.0.0.1:1 --payload 5-4",
        "127.0.0.1:1 --payload 16MiB",
        "127.0.0.1:1 --duration 10",
        "127.0.0.1:1 --connections 0",
        "127.0.0.1:1 --connections 65537",
        "127.0.0.1:1 --interval 1ms",
        "127.0.0.1:1 --duration 1440m --interval 100ms",
        "127.0.0.1:1 --rate 5 --window 131071",
        "127.0.0.1:1 --format xml",
        "127.0.0.1:1 --out /no/such/folder/result",
        "127.0.0.1:1 --config /no/such/file",
        "127.0.0.1",
        "127.0.0.1:99999",
        ""
      })
  void shouldRefuseInOneLineWhenFlagsAreWrong(final String line) throws Exception {
    final String[] args = line.isEmpty() ? new String[0] : line.split(" ");
    try (LoadProcess load = LoadProcess.start(folder, args)) {
      assertThat(load.exitCode()).isEqualTo(2);
      assertThat(load.out()).isEmpty();
      assertThat(load.errors()).singleElement().asString().startsWith("framelab load: ");
    }
  }

  @Test
  void shouldEndWith99WhenAnAssertionDoesNotHold() throws Exception {
    final Path log = folder.resolve("times.hlog");
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(
                folder,
                target(peer),
                "-n",
                "1k",
                "--assert",
                "errors==0",
                "--assert",
                "max<1us",
                "--hdr-log",
                log.toString())) {
      assertThat(load.exitCode()).isEqualTo(99);
      assertThat(load.out())
          .contains("UNMET: max<1us does not hold: ")
          .contains("assert     errors==0 holds: 0");
      assertThat(log).content().contains("Tag=service,");
    }
  }

  /** Every write there finds the disk full; where there is no such device, nothing is tested. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldKeepTheResultAndFailWhenTheLogCannotBeWritten() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(folder, target(peer), "-n", "1k", "--hdr-log", "/dev/full")) {
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(load.out()).contains("PASSED: every ack verified").contains("repeat ");
      assertThat(load.errors())
          .filteredOn(line -> line.startsWith("framelab load: "))
          .singleElement()
          .asString()
          .contains("--hdr-log '/dev/full' is cut short: ");
    }
  }

  @Test
  void shouldEndWithZeroWhenEveryAssertionHolds() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(
                folder, target(peer), "-n", "1k", "--assert", "max<60s,acked>1,busy==0")) {
      assertThat(load.exitCode()).isZero();
      assertThat(load.out()).contains("PASSED");
    }
  }

  @Test
  void shouldLetAViolationOutrankAnAssertion() throws Exception {
    try (FramePeer peer = new FramePeer(LoadgenJarIT::lie);
        LoadProcess load =
            LoadProcess.start(folder, target(peer), "-c", "1", "--assert", "acked>100m")) {
      assertThat(load.exitCode()).isEqualTo(3);
    }
  }

  @Test
  void shouldFailInOneLineWhenTheServersMetricsCannotBeHad() throws Exception {
    try (LoadProcess load =
        LoadProcess.start(
            folder, "127.0.0.1:1", "--server-metrics", "http://127.0.0.1:1/metrics")) {
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(load.errors()).singleElement().asString().contains("cannot scrape");
    }
  }

  @Test
  void shouldFailInOneLineWhenNobodyListens() throws Exception {
    try (LoadProcess load = LoadProcess.start(folder, "127.0.0.1:1")) {
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(load.out()).isEmpty();
      assertThat(load.errors()).singleElement().asString().contains("refused");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-f json -o %s", "-f json -R 100 -o %s", "-o %s"})
  void shouldLeaveAResultWhenNobodyListensAndAFileIsNamed(final String flags) throws Exception {
    final Path file = Files.writeString(folder.resolve("result"), "of another run");
    final String line = "127.0.0.1:1 --assert p99<5ms " + flags.formatted(file);
    try (LoadProcess load = LoadProcess.start(folder, line.split(" "))) {
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(load.out()).isEmpty();
      assertThat(load.errors()).singleElement().asString().contains("refused");
    }
    final String written = Files.readString(file);
    if (flags.contains("json")) {
      final LoadResult result = read(written);
      assertThat(result.valid()).isFalse();
      assertThat(result.errors().connect()).isEqualTo(1);
      assertThat(result.invalidReasons()).singleElement().asString().contains("refused");
      assertThat(result.config().asserts()).containsExactly("p99<5ms");
      assertThat(result.asserts()).isEmpty();
    } else {
      assertThat(written).contains("FAILED: cannot connect to 127.0.0.1:1 ");
    }
  }

  @Test
  void shouldPrintJsonWhenNobodyListensAndAProgramReadsIt() throws Exception {
    try (LoadProcess load = LoadProcess.start(folder, "127.0.0.1:1", "-f", "json")) {
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(read(load.out()).errors().connect()).isEqualTo(1);
    }
  }

  @Test
  void shouldEndWithOneWhenTheServerIsSilent() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer.Wire::awaitEnd);
        LoadProcess load = LoadProcess.start(folder, target(peer), "--timeout", "300ms")) {
      assertThat(load.exitCode()).isEqualTo(1);
      assertThat(load.out()).contains("FAILED: ").contains("no ack within 300 ms");
    }
  }

  @Test
  void shouldEndWithThreeWhenTheServerBreaksTheProtocol() throws Exception {
    try (FramePeer peer = new FramePeer(wire -> lie(wire));
        LoadProcess load = LoadProcess.start(folder, target(peer), "-c", "1")) {
      assertThat(load.exitCode()).isEqualTo(3);
      assertThat(load.out()).contains("VIOLATED: ack of nothing on connection 0");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void shouldStillSayWhoBrokeTheProtocolWhenTheResultCannotBeWritten() throws Exception {
    try (FramePeer peer = new FramePeer(LoadgenJarIT::lie);
        LoadProcess load =
            LoadProcess.start(folder, target(peer), "-n", "10", "--out", "/dev/full")) {
      assertThat(load.exitCode()).isEqualTo(3);
      assertThat(load.errors())
          .last()
          .asString()
          .contains("cannot write the result to '/dev/full'");
    }
  }

  private static void lie(final FramePeer.Wire wire) throws IOException {
    wire.ack(wire.need().id() + 1_000_000);
    wire.flush();
    wire.awaitEnd();
  }

  @Test
  void shouldStillReportWhenInterruptedOnce() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(
                folder, target(peer), "-d", "60m", "--warmup", "0s", "--interval", "50ms")) {
      load.awaitAcks();
      load.interrupt();
      assertThat(load.exitCode()).isZero();
      assertThat(load.out()).contains("PASSED").contains(" 0 missing");
    }
  }

  @Test
  void shouldEndAtOnceWhenInterruptedTwice() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer.Wire::awaitEnd);
        LoadProcess load =
            LoadProcess.start(folder, target(peer), "--timeout", "60m", "--interval", "50ms")) {
      load.awaitError("acked/s");
      do {
        load.interrupt();
      } while (!load.endsWithin(200));
      assertThat(load.exitCode()).isEqualTo(130);
      assertThat(load.out()).isEmpty();
    }
  }

  @Test
  void shouldShowItsCountersWhenAskedForMetrics() throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.start(
                folder,
                target(peer),
                "-d",
                "60m",
                "--warmup",
                "0s",
                "--metrics",
                "0",
                "--interval",
                "50ms")) {
      final String port = load.awaitError("metrics on port").replaceAll("\\D+", "");
      load.awaitAcks();
      final String scraped =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                      .build(),
                  HttpResponse.BodyHandlers.ofString())
              .body();
      assertThat(scraped)
          .containsPattern("tcp_load_sent_total [1-9]")
          .containsPattern("tcp_load_acked_total [1-9]")
          .containsPattern("tcp_load_latency_seconds_count\\{clock=\"service\"} [1-9]");
      load.interrupt();
      assertThat(load.exitCode()).isZero();
    }
  }

  @Test
  void shouldLetFlagsWinWhenTheEnvironmentSaysOtherwise() throws Exception {
    final Map<String, String> environment =
        Map.of(
            "FRAMELAB_LOAD_REQUESTS",
            "5",
            "FRAMELAB_LOAD_WINDOW",
            "7",
            "FRAMELAB_LOAD_CONNECTIONS",
            "1");
    try (FramePeer peer = new FramePeer(FramePeer::answer);
        LoadProcess load =
            LoadProcess.startWith(
                folder, environment, target(peer), "-d", "100ms", "--warmup", "0s", "-f", "json")) {
      assertThat(load.exitCode()).isZero();
      final LoadSettings config = read(load.out()).config();
      assertThat(config.requests()).isZero();
      assertThat(config.durationNs()).isEqualTo(100_000_000);
      assertThat(config.window()).isEqualTo(7);
    }
  }
}
