package io.framelab.server.core;

import static io.framelab.server.core.ResultCode.BUSY;
import static io.framelab.server.core.ResultCode.FAILED;
import static io.framelab.server.core.ResultCode.OK;
import static io.framelab.server.core.SubmitHandler.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.RawPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several threads that own connections, several workers: nothing is lost and nobody oversleeps. */
@Timeout(120)
class WorkerPoolStressTest {
  private static final int PRODUCERS = 4;
  private static final int WORKERS = 3;
  private static final int SUBMITS = 20_000;

  /** Of every kind some: answered at once, deferred on the worker, thrown. */
  private static final int KINDS = 16;

  @Test
  void shouldAnswerEverySubmitOnceWhenSeveralThreadsSubmit() throws Exception {
    final AtomicIntegerArray handled = new AtomicIntegerArray(PRODUCERS * SUBMITS);
    final AtomicInteger maxDepth = new AtomicInteger();
    final int queue = 50;
    final SubmitHandler handler =
        submission -> {
          final int number = ByteBuffer.wrap(submission.copyPayload()).getInt();
          assertThat(number % SUBMITS).isEqualTo((int) submission.id());
          handled.incrementAndGet(number);
          return answer(submission);
        };
    try (WorkerPool pool = WorkerPool.start(new Workers(WORKERS, queue), handler)) {
      final List<FutureTask<List<Integer>>> producers = new ArrayList<>();
      for (int i = 0; i < PRODUCERS; i++) {
        final int firstNumber = i * SUBMITS;
        producers.add(start(() -> submitAll(pool, firstNumber, maxDepth)));
      }
      int busy = 0;
      for (int i = 0; i < PRODUCERS; i++) {
        final List<Integer> results = result(producers.get(i));
        for (int id = 0; id < SUBMITS; id++) {
          final boolean refused = results.get(id) == BUSY;
          busy += refused ? 1 : 0;
          assertThat(results.get(id)).isIn(BUSY, id % KINDS == 0 ? FAILED : OK);
          assertThat(handled.get(i * SUBMITS + id)).isEqualTo(refused ? 0 : 1);
        }
      }
      assertThat(busy).as("busy: some, not all").isBetween(1, PRODUCERS * SUBMITS - 1);
      assertThat(maxDepth).hasValueLessThanOrEqualTo(queue);
      assertThat(pool.depth()).isZero();
      Await.until(() -> pool.payloadBytes() == 0, () -> pool.payloadBytes() + " bytes are taken");
    }
  }

  /** Each Submit comes just when the worker, which has answered the last one, lies down. */
  @Test
  void shouldLoseNoWakeUpWhenTheWorkerFallsAsleep() throws Exception {
    final int rounds = 200_000;
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 10), submission -> OK)) {
      final Submitter submitter = new Submitter(pool);
      for (int round = 0; round < rounds; round++) {
        submitter.submit(1);
        submitter.spinUntilAllAcks();
      }
      assertThat(submitter.results()).hasSize(rounds).containsOnly(OK);
    }
  }

  /** Producers that sleep themselves: each answer wakes one, each Submit a worker. */
  @Test
  void shouldLoseNoWakeUpWhenEverybodySleeps() throws Exception {
    final int rounds = 20_000;
    try (WorkerPool pool = WorkerPool.start(new Workers(2, 10), submission -> OK)) {
      final List<FutureTask<List<Integer>>> producers = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        producers.add(
            start(
                () -> {
                  final Submitter submitter = new Submitter(pool);
                  for (int round = 0; round < rounds; round++) {
                    submitter.submit(1);
                    submitter.awaitAllAcks();
                  }
                  return submitter.results();
                }));
      }
      for (final FutureTask<List<Integer>> producer : producers) {
        assertThat(result(producer)).hasSize(rounds).containsOnly(OK);
      }
    }
  }

  private static int answer(final Submission submission) {
    if (submission.id() % KINDS == 0) {
      throw new IllegalStateException("on purpose");
    }
    if (submission.id() % KINDS == 1) {
      final Deferral deferral = submission.defer();
      deferral.complete(OK);
      return LATER;
    }
    return OK;
  }

  private static List<Integer> submitAll(
      final WorkerPool pool, final int firstNumber, final AtomicInteger maxDepth)
      throws InterruptedException {
    final Submitter submitter = new Submitter(pool);
    for (int i = 0; i < SUBMITS; i++) {
      submitter.submit(ByteBuffer.allocate(Integer.BYTES).putInt(firstNumber + i).array());
      maxDepth.accumulateAndGet(pool.depth(), Math::max);
      while (submitter.isSaturated()) {
        submitter.awaitSomeAcks();
      }
    }
    return submitter.awaitAllAcks();
  }

  private static FutureTask<List<Integer>> start(final Callable<List<Integer>> producer) {
    final FutureTask<List<Integer>> task = new FutureTask<>(producer);
    final Thread thread = new Thread(task, "producer");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static List<Integer> result(final FutureTask<List<Integer>> producer) throws Exception {
    return producer.get(4 * RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
