package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmark small, so that it cannot rot, and spoils it, so that its checks are real. */
@Timeout(120)
class SubmitAckBenchmarkTest {
  @Test
  void shouldAckEverySubmitWithoutAllocatingWhenItIsReadWhereItLies() throws RunnerException {
    final Collection<RunResult> results = new Runner(small()).run();

    assertThat(results).hasSize(3);
    assertThat(allocatedPerSubmit(results, "values")).isGreaterThan(16);
    // JMH's own bookkeeping of an iteration is spread over its Submits.
    assertThat(allocatedPerSubmit(results, "flyweights")).isLessThan(0.5);
    assertThat(allocatedPerSubmit(results, "runs")).isLessThan(0.5);
  }

  @Test
  void shouldWriteTheSameAcksWhicheverPathHandlesABatch() {
    final SubmitAckBenchmark benchmark = new SubmitAckBenchmark();
    benchmark.writeSubmits();

    final long checksum = benchmark.values();
    benchmark.checkAcks();

    assertThat(benchmark.flyweights()).isEqualTo(checksum);
    benchmark.checkAcks();

    assertThat(benchmark.runs()).isEqualTo(checksum);
    benchmark.checkAcks();
  }

  @Test
  void shouldFailWhenASubmitIsNotTheOneThatWasWritten() {
    final SubmitAckBenchmark benchmark = new SubmitAckBenchmark();
    benchmark.writeSubmits();
    final int lastByteOfFirstId = 12;
    final byte spoilt = (byte) ~benchmark.submits().getByte(lastByteOfFirstId);
    benchmark.submits().putByte(lastByteOfFirstId, spoilt);

    assertThatIllegalStateException().isThrownBy(benchmark::values);
    assertThatIllegalStateException().isThrownBy(benchmark::flyweights);
    assertThatIllegalStateException().isThrownBy(benchmark::runs);
  }

  @Test
  void shouldFailWhenAnIterationLeftNoAcks() {
    final SubmitAckBenchmark benchmark = new SubmitAckBenchmark();
    benchmark.writeSubmits();

    assertThatIllegalStateException().isThrownBy(benchmark::checkAcks);
  }

  private static Options small() {
    return new OptionsBuilder()
        .include(SubmitAckBenchmark.class.getName())
        .forks(1)
        .warmupIterations(2)
        .warmupTime(TimeValue.milliseconds(200))
        .measurementIterations(1)
        .measurementTime(TimeValue.milliseconds(200))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true)
        .verbosity(VerboseMode.SILENT)
        .build();
  }

  private static double allocatedPerSubmit(final Collection<RunResult> results, final String path) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + path))
        .map(result -> result.getSecondaryResults().get("gc.alloc.rate.norm").getScore())
        .findFirst()
        .orElseThrow();
  }
}
