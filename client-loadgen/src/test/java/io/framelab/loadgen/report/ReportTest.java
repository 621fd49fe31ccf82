package io.framelab.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static List<String> names(final JsonNode node) {
    final List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void shouldHaveTheNamesOfTheSchemaWhenWrittenAsJson() throws JsonProcessingException {
    final JsonNode json = new ObjectMapper().readTree(JsonReport.of(Results.result(1)));
    assertThat(names(json))
        .containsExactly(
            "schemaVersion",
            "kind",
            "tool",
            "env",
            "startedAt",
            "target",
            "config",
            "timing",
            "throughput",
            "latencyNs",
            "verify",
            "errors",
            "generator",
            "server",
            "intervals",
            "asserts",
            "valid",
            "invalidReasons",
            "notes");
    assertThat(names(json.at("/tool"))).containsExactly("name", "version", "commit");
    assertThat(names(json.at("/env")))
        .containsExactly("os", "kernel", "cpuModel", "cores", "jdk", "jvmFlags");
    assertThat(names(json.at("/target"))).containsExactly("host", "port");
    assertThat(names(json.at("/timing"))).containsExactly("warmupNs", "measuredNs");
    assertThat(names(json.at("/throughput")))
        .containsExactly(
            "askedPerSec", "sentPerSec", "ackedPerSec", "held", "unsent", "bytesIn", "bytesOut");
    assertThat(names(json.at("/latencyNs/service")))
        .containsExactly(
            "count",
            "min",
            "mean",
            "stdDev",
            "p50",
            "p90",
            "p99",
            "p999",
            "p9999",
            "max",
            "hdrBase64");
    assertThat(names(json.at("/verify")))
        .containsExactly("sent", "acked", "missing", "duplicate", "reordered", "badId", "results");
    assertThat(names(json.at("/errors")))
        .containsExactly("connect", "timeout", "reset", "protocol");
    assertThat(names(json.at("/generator")))
        .containsExactly(
            "cpuNs", "spinNs", "scheduleLagNs", "stallNs", "gcPauseNs", "allocatedBytes");
  }

  @Test
  void shouldBeTheSameAgainWhenReadBack() throws JsonProcessingException {
    assertThat(JsonReport.read(JsonReport.of(Results.result(1)))).isEqualTo(Results.result(1));
  }

  @Test
  void shouldHoldTheWholeDistributionWhenDecoded() {
    final Histogram histogram = Results.result(1).latencyNs().service().histogram();
    assertThat(histogram.getCountAtValue(1_500_000)).isEqualTo(99);
    assertThat(histogram.getCountAtValue(9_000_000)).isEqualTo(1);
  }

  @Test
  void shouldSayWhatPeopleNeedWhenWrittenAsText() {
    final List<String> lines = TextReport.of(Results.result(1), false).lines().toList();
    assertThat(lines.get(0)).startsWith("closed loop against [::1]:8888: 3 connections, window 16");
    assertThat(lines.get(1)).isEqualTo("PASSED: every ack verified");
    assertThat(lines).anyMatch(line -> line.contains("p50 1.50 ms"));
    assertThat(lines).anyMatch(line -> line.startsWith("note") && line.endsWith("a note"));
    assertThat(lines.get(lines.size() - 1))
        .endsWith(
            "framelab load [::1]:8888 -c 3 -t 1 -w 16 -d 2s --warmup 0s -s 18 --seed 1"
                + " --timeout 5s --interval 1ms");
  }

  @Test
  void shouldRepeatWhatTheRunWasJudgedByWhenItWas() {
    final LoadSettings settings =
        Results.result(1)
            .config()
            .with(List.of("p99<5ms", "busy==0"), "http://h:1/m?a&b", "a.hlog");
    assertThat(RepeatLine.of(Results.result(1).with(settings, List.of())))
        .endsWith(" --assert 'p99<5ms' --assert 'busy==0' --server-metrics 'http://h:1/m?a&b'");
  }

  @Test
  void shouldAddTheSpectrumWhenAsked() {
    assertThat(TextReport.of(Results.result(1), true)).contains("percentile").contains("9.00 ms");
    assertThat(TextReport.of(Results.result(1), false)).doesNotContain("percentile");
  }

  @Test
  void shouldCallTheGeneratorBoundWhenItsThreadsHadNoCpuLeft() {
    assertThat(LoadResult.isGeneratorBound(Results.result(1_900_000_000).cpuShare())).isTrue();
    assertThat(LoadResult.isGeneratorBound(Results.result(1_700_000_000).cpuShare())).isFalse();
  }

  @Test
  void shouldSayWhatBecameOfAssertionsWhenThereAreSome() {
    final LoadResult result =
        Results.result(1)
            .with(
                Results.result(1).config(),
                List.of(
                    new Assertion("p99<1m", 61e9, Assertion.NS, false),
                    new Assertion("acked>10", 50, Assertion.PER_SECOND, true),
                    new Assertion("busy==0", 0, Assertion.COUNT, true)));
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.UNMET);
    assertThat(TextReport.of(result, false))
        .contains("UNMET: p99<1m does not hold: 61.0 s")
        .contains("assert     acked>10 holds: 50/s" + System.lineSeparator())
        .contains("assert     busy==0 holds: 0" + System.lineSeparator());
    assertThat(RunVerdict.of(result.with(result.config(), result.asserts().subList(1, 3))))
        .isEqualTo(RunVerdict.PASSED);
  }

  @Test
  void shouldSetTheServersFiguresBesideOursWhenItTells() {
    assertThat(ServerWords.of(Results.serverSide()))
        .isEqualTo(
            "received 100 while 100 were sent, answered ? while 100 were acked;"
                + " its own request time p50 <= 50.0 us, p90 <= 100 us, p99 <= 100 us, p99.9 > 100 us, mean 70.0 us");
  }

  @Test
  void shouldSayWhoseAcksTheyAreWhenMoreWereAckedThanSent() {
    assertThat(ServerWords.of(new ServerSide("u", 89_010L, 90_000L, 89_000, 90_000, null)))
        .isEqualTo(
            "received 89,010 while 89,000 were sent, answered 90,000 while 90,000 were acked"
                + " (1,000 of them sent before the first scrape)");
  }
}
