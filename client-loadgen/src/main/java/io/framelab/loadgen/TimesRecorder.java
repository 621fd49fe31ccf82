package io.framelab.loadgen;

import org.HdrHistogram.WriterReaderPhaser;

/**
 * What one load thread records, without ever waiting, and the rig's thread collects. As
 * HdrHistogram's own recorders do it, but entered once per batch instead of once per value:
 *
 * <pre>{@code
 * PhaseTimes times = recorder.enter();
 * ... record many values ...
 * recorder.exit();
 * }</pre>
 */
final class TimesRecorder {
  /** How often a reader looks whether the writer has left: a batch takes microseconds. */
  private static final long YIELD_NS = 100_000;

  private final WriterReaderPhaser phaser = new WriterReaderPhaser();
  private volatile PhaseTimes active;

  /** The reader's. */
  private PhaseTimes inactive;

  /** The writer's. */
  private long entered;

  TimesRecorder(final boolean openLoop) {
    active = new PhaseTimes(openLoop);
    inactive = new PhaseTimes(openLoop);
  }

  /** Begins a batch; the writing thread only. Its times may be written until {@link #exit()}. */
  PhaseTimes enter() {
    entered = phaser.writerCriticalSectionEnter();
    return active;
  }

  /** Ends the batch; the writing thread only. */
  void exit() {
    phaser.writerCriticalSectionExit(entered);
  }

  /** Adds what was recorded since the last call; one reading thread only. */
  void collect(final PhaseTimes into) {
    phaser.readerLock();
    try {
      final PhaseTimes filled = active;
      active = inactive;
      inactive = filled;
      phaser.flipPhase(YIELD_NS);
    } finally {
      phaser.readerUnlock();
    }
    into.add(inactive);
    inactive.reset();
  }
}
