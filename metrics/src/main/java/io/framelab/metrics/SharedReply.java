package io.framelab.metrics;

import java.util.function.Supplier;

/**
 * What one path answers, made once for all who had asked when its making began: a crowd costs
 * little more than one, and nobody is told how things were before he asked. Any thread may call it.
 */
final class SharedReply {
  private final Supplier<Reply> route;
  private Reply last;
  private long lastBeganNs;

  SharedReply(final Supplier<Reply> route) {
    this.route = route;
  }

  /**
   * Answers one request; others that wait for the same answer meanwhile wait here.
   *
   * @param askedNs {@link System#nanoTime} when it came.
   * @return a reply whose making began no earlier.
   */
  synchronized Reply askedAt(final long askedNs) {
    if (last == null || lastBeganNs - askedNs < 0) {
      final long beganNs = System.nanoTime();
      last = route.get();
      lastBeganNs = beganNs;
    }
    return last;
  }
}
