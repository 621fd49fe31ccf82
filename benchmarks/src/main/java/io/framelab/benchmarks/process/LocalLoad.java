package io.framelab.benchmarks.process;

import io.framelab.cli.RunFailure;
import io.framelab.cli.Target;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.PayloadMix;
import io.framelab.loadgen.report.Comparison.Shape;
import java.util.concurrent.TimeUnit;

/** The load of a server that was started on this machine. Stateless; any thread. */
public final class LocalLoad {
  private static final String HOST = "127.0.0.1";

  /**
   * A busy machine may leave one of a hundred threads without a turn for seconds; that is seen in
   * the figures and is no reason to give up.
   */
  private static final long TIMEOUT_NS = TimeUnit.SECONDS.toNanos(30);

  private LocalLoad() {}

  /**
   * Refuses a shape that no load can have, before anything is started.
   *
   * @param shape that the user asked for.
   * @throws RunFailure for the user, as usage.
   */
  public static void check(final Shape shape) {
    of(shape, 0).check();
  }

  /**
   * A load of some shape.
   *
   * @param shape of it.
   * @param port where the server listens.
   * @return a load to which the caller may add how long it lasts.
   */
  public static LoadConfig of(final Shape shape, final int port) {
    return new LoadConfig(new Target(HOST, port))
        .connections(shape.connections())
        .window(shape.window())
        .timeoutNs(TIMEOUT_NS)
        .payload(PayloadMix.parse(shape.payload()));
  }
}
