package io.framelab.server.core;

import io.framelab.codec.Await;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A handler that does not return from some Submits until they are let go, and then says ok. */
final class Gates implements SubmitHandler {
  private final Map<Long, CountDownLatch> gates;
  private final Set<Long> seen = ConcurrentHashMap.newKeySet();

  private Gates(final LongStream ids) {
    gates = ids.boxed().collect(Collectors.toMap(Function.identity(), id -> new CountDownLatch(1)));
  }

  /** Stalls on these and lets the others pass. */
  static Gates before(final long... ids) {
    return new Gates(LongStream.of(ids));
  }

  /** Stalls on the ids from 0 to {@code count - 1}. */
  static Gates beforeFirst(final int count) {
    return new Gates(LongStream.range(0, count));
  }

  @Override
  public int onSubmit(final Submission submission) {
    seen.add(submission.id());
    final CountDownLatch gate = gates.get(submission.id());
    try {
      if (gate != null) {
        gate.await();
      }
    } catch (final InterruptedException e) {
      throw new IllegalStateException("on purpose: the pool gave up", e);
    }
    return ResultCode.OK;
  }

  void open(final long id) {
    gates.get(id).countDown();
  }

  void openAll() {
    gates.values().forEach(CountDownLatch::countDown);
  }

  /** The ids that came as far as this. */
  Set<Long> seen() {
    return seen;
  }

  void awaitSeen(final long... ids) {
    final Set<Long> expected = LongStream.of(ids).boxed().collect(Collectors.toSet());
    Await.until(() -> seen.containsAll(expected), () -> expected + " expected, only " + seen);
  }
}
