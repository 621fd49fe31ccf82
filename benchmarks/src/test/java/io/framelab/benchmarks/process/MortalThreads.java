package io.framelab.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program for tests that answers every line with the CPU time that it burnt for it, in
 * nanoseconds: half in a thread that lived before, half in one that is born for it. Both end.
 */
final class MortalThreads {
  private static final long BURN_NS = TimeUnit.MILLISECONDS.toNanos(12);

  private final AtomicLong burntNs = new AtomicLong();

  private MortalThreads() {}

  public static void main(final String[] args) throws IOException, InterruptedException {
    new MortalThreads().answer();
  }

  private void answer() throws IOException, InterruptedException {
    final BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    CountDownLatch go = new CountDownLatch(1);
    Thread old = start(go);
    System.out.println("ready");
    while (lines.readLine() != null) {
      burntNs.set(0);
      go.countDown();
      old.join();
      start(new CountDownLatch(0)).join();
      // The next one is alive before the answer, so that the reader finds it at both ends.
      go = new CountDownLatch(1);
      old = start(go);
      System.out.println(burntNs);
    }
    go.countDown();
  }

  private Thread start(final CountDownLatch go) {
    final Thread thread = new Thread(() -> burn(go));
    thread.start();
    return thread;
  }

  private void burn(final CountDownLatch go) {
    try {
      go.await();
    } catch (final InterruptedException e) {
      throw new IllegalStateException(e);
    }
    long ns = cpuNs();
    while (ns < BURN_NS) {
      ns = cpuNs();
    }
    burntNs.addAndGet(ns);
  }

  private static long cpuNs() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
