package io.framelab.server;

import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.Workers;
import picocli.CommandLine.Option;

/** The flags that give a handler threads of its own. For the main thread. */
final class WorkerFlags {
  @Option(
      names = "--workers",
      paramLabel = "N|off",
      hidden = true,
      converter = HardeningFlags.CountOrOff.class,
      description =
          "threads that run the handler, so that it may block; unless told it runs on the event"
              + " loops")
  private Integer threads;

  @Option(
      names = "--worker-queue",
      paramLabel = "N",
      hidden = true,
      description =
          "Submits that may wait for a worker before more are answered with busy; 1024 unless told")
  private Integer queue;

  /** The workers that were asked for. */
  Workers workers(final EngineFactory engine) {
    if (!engine.isHardened()) {
      refuse(engine, "--workers", threads);
      refuse(engine, "--worker-queue", queue);
      return Workers.OFF;
    }
    if (threads == null || threads == 0) {
      if (queue != null) {
        throw RunFailure.usage(
            "--worker-queue '" + queue + "': say by --workers how many take from it");
      }
      return Workers.OFF;
    }
    Range.check("--workers", threads, 1, Workers.MAX_THREADS);
    if (queue == null) {
      return Workers.of(threads);
    }
    Range.check("--worker-queue", queue, 1, Workers.MAX_QUEUE);
    return new Workers(threads, queue);
  }

  private static void refuse(final EngineFactory engine, final String flag, final Object asked) {
    if (asked != null) {
      throw RunFailure.usage(
          flag
              + ": engine "
              + engine.engineName()
              + " is an exhibit and has no workers; owned and io_uring do");
    }
  }
}
