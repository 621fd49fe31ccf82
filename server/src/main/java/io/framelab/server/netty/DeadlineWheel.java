package io.framelab.server.netty;

import io.framelab.server.core.CloseReason;
import io.framelab.server.core.LastResort;
import io.framelab.server.core.Timeouts;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections that keep a loop waiting for too long. Nobody tells it of bytes: a connection
 * only notes {@link #now()} when something happens, a plain store for a read, and the wheel looks
 * at it once a second, or sooner if it may be due. Used by that loop only, but for {@link #tick},
 * which another thread calls.
 *
 * <pre>
 *   slots   | tick 0 | tick 1 | ... | tick 15 |     a connection stands where it is looked at next
 *               ^ now, a step every 100 ms
 * </pre>
 *
 * <p>The clock is one of ticks, and goes on by one however late a tick comes: between two of them
 * the loop has read. So a process that was stopped, or a loop that was stuck in a handler, does not
 * hold that against its peers; under load timeouts are a little longer.
 *
 * <p>Not Agrona's wheel, whose every slot grows as large as the fullest one: a thousand connections
 * come in one tick.
 */
final class DeadlineWheel {
  /** Coarse: no timeout is shorter. */
  static final Duration TICK = Timeouts.MIN;

  /** More than a connection waits for the next look; a power of two. */
  private static final int SLOTS = 16;

  private static final int LOOK_AFTER = 10;

  /** Behind the slots: those that are looked at just now, so that one of them can end meanwhile. */
  private static final int LOOKED_AT = SLOTS;

  private static final int NOWHERE = -1;

  private static final Logger LOG = LoggerFactory.getLogger(DeadlineWheel.class);

  private final Entry[] slots = new Entry[SLOTS + 1];

  /** Whether the loop has still to take the last tick, or to read after it. */
  private final AtomicBoolean ticked = new AtomicBoolean();

  private final Runnable onTick = this::onTick;
  private final Runnable onTaken = () -> ticked.set(false);
  private final Executor loop;
  private final Executor afterTasks;

  private final long frameTicks;
  private final long idleTicks;
  private final long unreadTicks;
  private final long shortestTicks;
  private long now;
  private int entries;

  /** For whoever ticks: whether there are entries. */
  private volatile boolean watching;

  /**
   * A wheel that stands still.
   *
   * @param loop runs tasks, on the thread that uses the wheel.
   * @param afterTasks does so, too, when it has run all others: next it reads.
   */
  DeadlineWheel(final Executor loop, final Executor afterTasks, final Timeouts timeouts) {
    this.loop = loop;
    this.afterTasks = afterTasks;
    this.frameTicks = ticks(timeouts.frame());
    this.idleTicks = ticks(timeouts.idle());
    this.unreadTicks = ticks(timeouts.slowConsumer());
    this.shortestTicks = Math.min(Math.min(frameTicks, idleTicks), unreadTicks);
  }

  /** The wheel of one of Netty's loops; one that a test drives by hand has no turns to wait for. */
  static DeadlineWheel of(final EventExecutor loop, final Timeouts timeouts) {
    return new DeadlineWheel(
        loop,
        loop instanceof SingleThreadEventLoop turning
            ? turning::executeAfterEventLoopIteration
            : loop,
        timeouts);
  }

  /** The time, in ticks; stands still while nobody is watched. */
  long now() {
    return now;
  }

  /** Whether there are timeouts. Any thread. */
  boolean isOn() {
    return shortestTicks < Long.MAX_VALUE;
  }

  /** Begins to watch a connection; returns what ends that, or null if there are no timeouts. */
  Entry watch(final Timed connection) {
    if (!isOn()) {
      return null;
    }
    final Entry entry = new Entry(connection);
    put(entry, now + Math.min(shortestTicks, LOOK_AFTER));
    entries++;
    watching = true;
    return entry;
  }

  /** Watches a connection no more; does nothing if it never did. */
  void forget(final Entry entry) {
    if (entry != null && entry.slot != NOWHERE) {
      remove(entry);
      entries--;
      watching = entries > 0;
    }
  }

  /**
   * Another thread, every {@link #TICK}: has the loop go on by one step, if it has taken the last
   * one. Not a timer of the loop's own: as long as it has one, Netty's loop reads the clock three
   * times in every turn.
   */
  void tick() {
    if (watching && ticked.compareAndSet(false, true)) {
      try {
        loop.execute(onTick);
      } catch (final RuntimeException | Error failed) {
        // Thrown on, it would end the ticking of all loops. The next tick tries again.
        ticked.set(false);
        if (failed instanceof OutOfMemoryError error) {
          LastResort.tell(error);
        } else {
          LOG.debug("a loop could not be told of a tick", failed);
        }
      }
    }
  }

  private void onTick() {
    afterTasks.execute(onTaken);
    step();
  }

  /** Goes on by one tick, however long it took, and ends what is overdue. */
  void step() {
    now++;
    look(slot(now));
  }

  private void look(final int slot) {
    slots[LOOKED_AT] = slots[slot];
    slots[slot] = null;
    for (Entry entry = slots[LOOKED_AT]; entry != null; entry = entry.next) {
      entry.slot = LOOKED_AT;
    }
    try {
      for (Entry entry = slots[LOOKED_AT]; entry != null; entry = slots[LOOKED_AT]) {
        remove(entry);
        look(entry);
      }
    } finally {
      lookLater();
    }
  }

  /** What an error has left of a tick; as a rule nothing. */
  private void lookLater() {
    for (Entry entry = slots[LOOKED_AT]; entry != null; entry = slots[LOOKED_AT]) {
      remove(entry);
      put(entry, now + 1);
    }
  }

  private void look(final Entry entry) {
    final Timed connection = entry.connection;
    put(entry, now + LOOK_AFTER);
    connection.onLook();
    if (entry.slot == NOWHERE) {
      return;
    }
    final long frameDue = due(connection.frameSince(), frameTicks);
    final long idleDue = due(connection.idleSince(), idleTicks);
    final long unreadDue = due(connection.unreadSince(), unreadTicks);
    final long due = Math.min(Math.min(frameDue, idleDue), unreadDue);
    if (due < now + LOOK_AFTER) {
      remove(entry);
      put(entry, Math.max(due, now + 1));
    }
    if (due <= now) {
      connection.onTimeout(
          due == unreadDue
              ? CloseReason.SLOW_CONSUMER
              : due == frameDue ? CloseReason.FRAME_TIMEOUT : CloseReason.IDLE);
    }
  }

  /**
   * When it is over; never early: the tick in which it has begun does not count, nor the next one,
   * which comes at any time if a loop was late for the last.
   */
  private long due(final long since, final long timeout) {
    if (timeout == Long.MAX_VALUE) {
      return Long.MAX_VALUE;
    }
    return since == Timed.NEVER ? now + timeout : since + timeout + 2;
  }

  private void put(final Entry entry, final long tick) {
    final int slot = slot(tick);
    entry.slot = slot;
    entry.next = slots[slot];
    if (entry.next != null) {
      entry.next.previous = entry;
    }
    slots[slot] = entry;
  }

  private void remove(final Entry entry) {
    if (entry.next != null) {
      entry.next.previous = entry.previous;
    }
    if (entry.previous != null) {
      entry.previous.next = entry.next;
    } else {
      slots[entry.slot] = entry.next;
    }
    entry.slot = NOWHERE;
    entry.previous = null;
    entry.next = null;
  }

  private static int slot(final long tick) {
    return (int) tick & SLOTS - 1;
  }

  private static long ticks(final Duration timeout) {
    return timeout.isZero() ? Long.MAX_VALUE : (timeout.toNanos() - 1) / TICK.toNanos() + 1;
  }

  /** Where a connection stands in the wheel. */
  static final class Entry {
    private final Timed connection;

    private int slot = NOWHERE;
    private Entry previous;
    private Entry next;

    private Entry(final Timed connection) {
      this.connection = connection;
    }
  }
}
