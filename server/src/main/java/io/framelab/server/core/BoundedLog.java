package io.framelab.server.core;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * One kind of line in the log, which others may cause as often as they like: it appears once a
 * second at most, or it would fill the disk. Whoever needs several has one for each row of a closed
 * set of reasons. Any thread may call it; nobody waits for another.
 *
 * <p>What is held back is counted, and told with the next line of this kind. At the end of a burst
 * that may be long after, so whoever owns the line {@linkplain #tellRest tells the rest} when the
 * server ends: all lines and their counts together are all that happened.
 */
public final class BoundedLog {
  private static final long INTERVAL_NS = TimeUnit.SECONDS.toNanos(1);

  private final Logger log;
  private final Level level;
  private final LongSupplier nanoTime;
  private final AtomicLong dueNs;
  private final AtomicLong heldBack = new AtomicLong();

  /**
   * Makes a kind of line that is due at once.
   *
   * @param log where it appears.
   * @param level of every such line.
   */
  public BoundedLog(final Logger log, final Level level) {
    this(log, level, System::nanoTime);
  }

  /** With a clock of the caller's, for tests. */
  BoundedLog(final Logger log, final Level level, final LongSupplier nanoTime) {
    this.log = log;
    this.level = level;
    this.nanoTime = nanoTime;
    this.dueNs = new AtomicLong(nanoTime.getAsLong());
  }

  /**
   * Writes the line, or counts it.
   *
   * @param line asked for only if it appears.
   */
  public void tell(final Supplier<String> line) {
    tell(line, null);
  }

  /**
   * Writes the line and a stack trace, or counts it.
   *
   * @param line asked for only if it appears.
   * @param thrown what the line is about; may be null.
   */
  public void tell(final Supplier<String> line, final Throwable thrown) {
    final long nowNs = nanoTime.getAsLong();
    final long due = dueNs.get();
    if (nowNs - due >= 0 && dueNs.compareAndSet(due, nowNs + INTERVAL_NS)) {
      write(line.get() + more(heldBack.getAndSet(0)), thrown);
    } else {
      heldBack.incrementAndGet();
    }
  }

  /**
   * Writes how many were held back since the last line, if there were any.
   *
   * @param what they were.
   */
  public void tellRest(final String what) {
    final long count = heldBack.getAndSet(0);
    if (count > 0) {
      write(what + more(count), null);
    }
  }

  /** Exceptions of others have methods that throw. */
  private void write(final String line, final Throwable thrown) {
    try {
      log.atLevel(level).setCause(thrown).log(line);
    } catch (final RuntimeException | StackOverflowError untold) {
      log.atLevel(level).log(line + ": " + thrown.getClass().getName() + ", which cannot be told");
    }
  }

  private static String more(final long count) {
    return count == 0 ? "" : " (" + count + " more since the last such line)";
  }
}
