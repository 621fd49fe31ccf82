package io.framelab.server.core;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** An engine at work, as {@link Server} holds it. Called by one thread at a time. */
public interface RunningEngine {
  /**
   * Where it listens.
   *
   * @return the bound address, with the real port.
   */
  InetSocketAddress address();

  /**
   * How it waits for bytes.
   *
   * @return {@code blocking}, or the name of Netty's transport.
   */
  String transport();

  /**
   * What it runs on.
   *
   * @return the number of event loops, or the kind of thread.
   */
  String threads();

  /**
   * Who lends it the memory that bytes are read into.
   *
   * @return {@code jvm}, or the name of Netty's allocator.
   */
  String allocator();

  /**
   * Begins to measure how late its event loops do what they should have done; costs a little from
   * then on.
   *
   * @return asked by one thread at a time: the worst of all loops since it was last asked, in
   *     nanoseconds.
   * @throws UnsupportedOperationException if it has no event loops.
   */
  default LongSupplier watchLoopLag() {
    throw new UnsupportedOperationException("there are no event loops");
  }

  /**
   * Accepts nobody any more and lets every connection go as the protocol says: what was handled is
   * acked first.
   */
  void beginDrain();

  /**
   * Waits for the connections to end.
   *
   * @param timeout in the unit given.
   * @param unit of the timeout.
   * @return true if none is left.
   * @throws InterruptedException if the caller is interrupted.
   */
  boolean awaitDrained(long timeout, TimeUnit unit) throws InterruptedException;

  /**
   * Ends at once what is left, and waits for its threads, for a bounded time. Does nothing if
   * called again.
   */
  void close();
}
