package io.framelab.server.netty;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads that Netty's thread-locals are fast on, named by their role. */
final class IoThreadFactory implements ThreadFactory {
  private final AtomicInteger next = new AtomicInteger();
  private final String prefix;

  IoThreadFactory(final String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(final Runnable task) {
    final Thread thread = new FastThreadLocalThread(task, prefix + next.getAndIncrement());
    thread.setDaemon(true);
    return thread;
  }
}
