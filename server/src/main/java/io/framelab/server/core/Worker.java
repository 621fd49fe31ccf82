package io.framelab.server.core;

import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The life of one worker's thread: Submits as long as there are any, sleep, until the pool is
 * closed. Nothing that a Submit throws ends it, for a pool with a thread less would be slow and not
 * say why.
 */
final class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final String SURPRISE = "a worker goes on after an error";

  private final BoundedLog surprises = new BoundedLog(LOG, Level.WARN);
  private final WorkerPool pool;
  private final Sleepers sleepers;
  private final int bed;
  private final BooleanSupplier isNeeded;

  Worker(final WorkerPool pool, final Sleepers sleepers, final int bed) {
    this.pool = pool;
    this.sleepers = sleepers;
    this.bed = bed;
    this.isNeeded = () -> pool.isClosed() || pool.hasWork();
  }

  @Override
  public void run() {
    while (!pool.isClosed()) {
      try {
        if (!pool.handleNext()) {
          sleepers.sleepUnless(bed, isNeeded);
        }
      } catch (final Throwable thrown) {
        goOnAfter(thrown);
      }
    }
    surprises.tellRest(SURPRISE);
  }

  /** Handlers are guarded; this is what the guard, or a wake-up of a connection, could not bear. */
  private void goOnAfter(final Throwable thrown) {
    try {
      if (thrown instanceof OutOfMemoryError error) {
        LastResort.tell(error);
      } else {
        surprises.tell(() -> SURPRISE, thrown);
      }
    } catch (final Throwable untold) {
      // There is nobody left to tell, and work to do.
    }
  }
}
