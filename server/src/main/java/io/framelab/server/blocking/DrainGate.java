package io.framelab.server.blocking;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Settles who ends a connection when the server stops: its thread, or the thread that drains while
 * the first is blocked in a read. Exactly one of them gets to say goodbye, and never while a Submit
 * that was handled has no ack.
 *
 * <pre>
 *   WORKING --mayBlock()--&gt; READING --proceed()--&gt; WORKING     the connection's thread, around each read
 *                           READING --drain()----&gt; DISMISSED   the draining thread; proceed() then answers false
 *   WORKING --drain()-----&gt; ASKED   --mayBlock()-&gt; LEAVING     the connection's thread leaves as soon as it would wait
 * </pre>
 */
final class DrainGate {
  private enum State {
    WORKING,
    READING,
    ASKED,
    LEAVING,
    DISMISSED
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.WORKING);

  /** The connection's thread, acks flushed: false if it must leave instead of reading. */
  boolean mayBlock() {
    if (state.compareAndSet(State.WORKING, State.READING)) {
      return true;
    }
    state.set(State.LEAVING);
    return false;
  }

  /**
   * The connection's thread, after the read: false if the connection was ended meanwhile, and what
   * was read is nobody's.
   */
  boolean proceed() {
    return state.compareAndSet(State.READING, State.WORKING);
  }

  /**
   * The draining thread: true if the connection's thread waits for input, so that the caller must
   * shut the output down.
   */
  boolean drain() {
    while (true) {
      if (state.compareAndSet(State.READING, State.DISMISSED)) {
        return true;
      }
      if (state.compareAndSet(State.WORKING, State.ASKED)) {
        return false;
      }
      final State seen = state.get();
      // A connection that went from one of the two to the other between the attempts is met again.
      if (seen != State.READING && seen != State.WORKING) {
        return false;
      }
    }
  }

  /** Any thread: true if {@link #drain} ended it, false as long as its own thread sees to that. */
  boolean isDismissed() {
    return state.get() == State.DISMISSED;
  }
}
