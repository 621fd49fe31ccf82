package io.framelab.server.core;

import static io.framelab.server.core.ResultCode.BUSY;
import static io.framelab.server.core.ResultCode.FAILED;
import static io.framelab.server.core.ResultCode.OK;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.RawPeer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The end of a pool: no thread is left, and no Submit is without its answer. */
@Timeout(60)
class WorkerPoolCloseTest {
  @AfterEach
  void shouldLeaveNoThread() {
    WorkerThreads.awaitNone();
  }

  @Test
  void shouldAnswerBusyWhenClosed() {
    final WorkerPool pool = WorkerPool.start(new Workers(2, 10), submission -> OK);
    pool.close();
    pool.close();
    final Submitter submitter = new Submitter(pool);
    submitter.submit(2);
    assertThat(submitter.results()).containsExactly(BUSY, BUSY);
  }

  @Test
  void shouldRefuseWhatWaitsAndInterruptWhatIsStuckWhenClosed() throws Exception {
    final Gates gates = Gates.beforeFirst(1);
    final WorkerPool pool = WorkerPool.start(new Workers(1, 10), gates);
    final Submitter submitter = new Submitter(pool);
    submitter.submit(4);
    gates.awaitSeen(0);

    pool.close();

    assertThat(submitter.awaitAllAcks()).containsExactly(FAILED, BUSY, BUSY, BUSY);
    assertThat(gates.seen()).containsExactly(0L);
    assertThat(pool.depth()).isZero();
  }

  @Test
  void shouldWaitForAHandlerThatIsAboutToReturnWhenClosed() throws Exception {
    final Gates gates = Gates.beforeFirst(1);
    final WorkerPool pool = WorkerPool.start(new Workers(1, 10), gates);
    final Submitter submitter = new Submitter(pool);
    submitter.submit(2);
    gates.awaitSeen(0);
    final Thread closer = new Thread(pool::close, "closer");
    closer.start();
    // The second was refused when the closer has begun to wait for the first.
    while (pool.depth() > 0) {
      Thread.onSpinWait();
    }
    gates.openAll();
    closer.join();
    assertThat(submitter.awaitAllAcks()).containsExactly(OK, BUSY);
  }

  @Test
  void shouldEndWhenItsOwnHandlerClosesIt() throws Exception {
    final CompletableFuture<WorkerPool> started = new CompletableFuture<>();
    final SubmitHandler handler =
        submission -> {
          started.join().close();
          return Thread.currentThread().isInterrupted() ? FAILED : OK;
        };
    final WorkerPool pool = WorkerPool.start(new Workers(2, 10), handler);
    final Submitter submitter = new Submitter(pool);
    submitter.submit(1);
    started.complete(pool);
    assertThat(submitter.awaitAllAcks()).containsExactly(OK);
  }

  @Test
  void shouldAnswerEverySubmitWhenClosedUnderLoad() throws Exception {
    for (int round = 0; round < 200; round++) {
      final WorkerPool pool = WorkerPool.start(new Workers(2, 8), submission -> OK);
      final CompletableFuture<List<Integer>> acks = new CompletableFuture<>();
      final Thread producer = new Thread(() -> submitUntilClosed(pool, acks), "producer");
      producer.start();
      pool.close();
      assertThat(acks.get(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
          .isSubsetOf(OK, BUSY)
          .endsWith(BUSY);
      assertThat(pool.depth()).isZero();
      assertThat(pool.payloadBytes()).isZero();
    }
  }

  private static void submitUntilClosed(
      final WorkerPool pool, final CompletableFuture<List<Integer>> acks) {
    try {
      final Submitter submitter = new Submitter(pool);
      boolean closed = false;
      while (!closed) {
        closed = pool.isClosed();
        submitter.submit(20);
      }
      acks.complete(submitter.awaitAllAcks());
    } catch (final Throwable thrown) {
      acks.completeExceptionally(thrown);
    }
  }
}
