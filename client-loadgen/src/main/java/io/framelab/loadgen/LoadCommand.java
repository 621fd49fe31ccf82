package io.framelab.loadgen;

import io.framelab.cli.Endpoint;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Target;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The flags of {@code framelab load}. Filled by picocli on the main thread, which then runs it. */
@Command(
    name = "framelab load",
    description =
        "Loads a server and verifies every ack: in a closed loop, or at a rate of its own with -R.")
final class LoadCommand implements Callable<Integer> {
  @Parameters(paramLabel = "HOST:PORT", description = "The server.")
  Target target;

  @Option(
      names = {"-c", "--connections"},
      defaultValue = "100",
      description = "Connections in all.")
  int connections;

  @Option(
      names = {"-t", "--threads"},
      description = "Sending threads (default: half of the processors).")
  Integer threads;

  @Option(
      names = {"-w", "--window"},
      defaultValue = "100",
      description = "Unacknowledged Submits per connection; 0 floods.")
  int window;

  @Option(
      names = {"-R", "--rate"},
      paramLabel = "N",
      description = "Submits per second in all, whatever the server does (open loop).")
  Long rate;

  @Option(
      names = "--arrival",
      description = "How these are spread: ${COMPLETION-CANDIDATES} (default: uniform).")
  Arrival arrival;

  @Option(
      names = {"-d", "--duration"},
      description = "How long to measure (default: 10s).")
  Duration duration;

  @Option(
      names = {"-n", "--requests"},
      description = "How many Submits to measure instead, exactly.")
  Long requests;

  @Option(
      names = "--warmup",
      description = "How long to load before that (default: 2s; 0s with --requests).")
  Duration warmup;

  @Option(
      names = {"-s", "--payload"},
      defaultValue = "18",
      converter = PayloadConverter.class,
      description = "Sizes in bytes: 64, 64-4KiB, or weighted 64:80,1024:15.")
  PayloadMix payload;

  @Option(
      names = {"-L", "--latency"},
      description = "Print the whole spectrum of times, too.")
  boolean spectrum;

  @Option(
      names = "--assert",
      paramLabel = "EXPR",
      split = ",",
      showDefaultValue = Visibility.NEVER,
      converter = ExpectationConverter.class,
      description = {
        "End with 99 if it does not hold, such as 'p99<5ms'; repeatable.",
        "Times (response time with -R, else service time): min, mean, p50, p90, p99, p999, p9999,"
            + " max. Per second: sent, acked. Counts: errors, missing, busy, rejected, failed.",
        "Compared by < <= > >= == with a duration or a count."
      })
  List<Expectation> expectations = new ArrayList<>();

  @Option(
      names = "--hdr-log",
      paramLabel = "FILE",
      description = "Write the times of every interval there, for HdrHistogram's own tools.")
  Path hdrLog;

  @Option(
      names = "--server-metrics",
      paramLabel = "URL",
      converter = MetricsUriConverter.class,
      description = "Where the server shows its metrics, to set its figures beside ours.")
  URI serverMetrics;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the result there instead of to stdout.")
  Path out;

  @Option(
      names = {"-f", "--format"},
      defaultValue = "text",
      description = "How to write the result: ${COMPLETION-CANDIDATES}.")
  OutputFormat format;

  @Option(
      names = "--seed",
      hidden = true,
      defaultValue = "1",
      description = "Decides the order of the sizes of a mix, and Poisson arrivals.")
  long seed;

  @Option(
      names = "--timeout",
      hidden = true,
      defaultValue = "5s",
      description = "How long connecting may take, and a connection that owes acks be silent.")
  Duration timeout;

  @Option(
      names = "--interval",
      hidden = true,
      defaultValue = "1s",
      description = "Time between two live lines.")
  Duration interval;

  @Option(
      names = "--metrics",
      hidden = true,
      defaultValue = "off",
      description = "Where Prometheus finds /metrics, [HOST:]PORT or off.")
  Endpoint metrics;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    settleLength();
    if (arrival != null && rate == null) {
      throw RunFailure.usage("--arrival says how a rate is spread; give one with --rate");
    }
    if (requests != null) {
      // The config takes 0 for none asked for; whoever asks for 0 would wait for something else.
      Range.check("--requests", requests, 1, LoadConfig.MAX_REQUESTS);
    }
    return new LoadSession(this).run();
  }

  /** The run that the flags describe. */
  LoadConfig config() {
    final LoadConfig config = new LoadConfig(target).connections(connections).window(window);
    config.payload(payload).seed(seed).timeoutNs(timeout.toNanos()).intervalNs(interval.toNanos());
    if (threads != null) {
      config.threads(threads);
    }
    if (rate != null) {
      config.rate(new SendRate(rate, arrival == null ? Arrival.UNIFORM : arrival));
    }
    if (duration != null) {
      config.durationNs(duration.toNanos());
    }
    if (requests != null) {
      config.requests(requests);
    }
    if (warmup != null) {
      config.warmupNs(warmup.toNanos());
    }
    return config;
  }

  /**
   * A flag outranks what the environment or a file says of the other; of the same rank they
   * contradict each other.
   */
  private void settleLength() {
    if (duration == null || requests == null) {
      return;
    }
    final ParseResult flags = spec.commandLine().getParseResult();
    final boolean byTime = flags.hasMatchedOption("--duration");
    final boolean byCount = flags.hasMatchedOption("--requests");
    if (byTime == byCount) {
      throw RunFailure.usage("--duration and --requests contradict each other; give one of them");
    }
    if (byTime) {
      requests = null;
    } else {
      duration = null;
    }
  }
}
