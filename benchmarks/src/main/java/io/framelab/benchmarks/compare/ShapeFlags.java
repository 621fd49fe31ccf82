package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.process.LocalLoad;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.PayloadMix;
import io.framelab.loadgen.report.Comparison.Shape;
import picocli.CommandLine.Option;

/** The flags of the shape of a load, alike in every verb that has them. Filled by picocli. */
public final class ShapeFlags {
  @Option(
      names = {"-c", "--connections"},
      defaultValue = "100",
      paramLabel = "N",
      description = "to each server")
  private int connections;

  @Option(
      names = {"-w", "--window"},
      defaultValue = "100",
      paramLabel = "N",
      description = "unacknowledged Submits on one connection; 0 floods")
  private int window;

  @Option(
      names = {"-s", "--payload"},
      defaultValue = "18",
      paramLabel = "SIZE",
      description = "bytes, or a mix such as 64:80,1024:20")
  private String payload;

  /**
   * The shape.
   *
   * @return what the user asked for.
   * @throws RunFailure for the user, as usage, if a flag is out of range.
   */
  public Shape shape() {
    Range.check("--connections", connections, 1, Integer.MAX_VALUE);
    Range.check("--window", window, 0, Integer.MAX_VALUE);
    try {
      PayloadMix.parse(payload);
    } catch (final IllegalArgumentException e) {
      throw RunFailure.usage("--payload: " + e.getMessage());
    }
    final Shape shape = new Shape(connections, window, payload);
    LocalLoad.check(shape);
    return shape;
  }
}
