package io.framelab.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A program with one option of every kind. */
@Command(name = "sample", description = "Does nothing.")
final class SampleCommand implements Callable<Integer> {
  enum Shape {
    ROUND,
    SQUARE
  }

  @Spec CommandSpec spec;

  @Parameters(paramLabel = "HOST:PORT", description = "Whom to ask.")
  Target target;

  @Option(names = "--port", defaultValue = "8888", description = "Where to listen.")
  int port;

  @Option(
      names = {"-n", "--requests"},
      description = "How many.")
  Long requests;

  @Option(
      names = "--max-frame",
      defaultValue = "64KiB",
      converter = SizeConverter.class,
      description = "The longest.")
  int maxFrameBytes;

  @Option(names = "--drain-timeout", description = "How long to wait.")
  Duration drainTimeout = Duration.ofSeconds(90);

  @Option(names = "--metrics", defaultValue = "8889", description = "Where to be watched.")
  Endpoint metrics;

  @Option(names = "--shape", description = "One of two.")
  Shape shape;

  @Option(names = "--latency", description = "The whole spectrum.")
  boolean latency;

  @Option(names = "--assert", description = "Repeatable.")
  List<String> asserts;

  @Option(names = "--secret-knob", hidden = true, defaultValue = "1", description = "For experts.")
  int secretKnob;

  Callable<Integer> body = () -> ExitCode.OK;
  Map<String, String> effective;

  @Override
  public Integer call() throws Exception {
    effective = EffectiveConfig.of(spec);
    return body.call();
  }
}
