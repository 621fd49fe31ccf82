package io.framelab.server.core;

import static io.framelab.server.core.ResultCode.BUSY;
import static io.framelab.server.core.ResultCode.FAILED;
import static io.framelab.server.core.ResultCode.OK;
import static io.framelab.server.core.ResultCode.REJECTED;
import static io.framelab.server.core.SubmitHandler.LATER;
import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.agrona.DirectBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of one Submit, and of those beside it; {@link WorkerPoolStressTest} is for many. */
@Timeout(60)
class WorkerPoolTest {
  private static final int BYTES = 1000;
  private static final Error COPIED = new AssertionError("there is no room, yet it was copied");

  private final Queue<Throwable> told = new ConcurrentLinkedQueue<>();

  @AfterEach
  void hearNoMore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
  }

  @Test
  void shouldShowHandlerWhatWasSentOnAThreadOfThePool() throws Exception {
    final List<Object> seen = Collections.synchronizedList(new ArrayList<>());
    final SubmitHandler handler =
        submission -> {
          seen.add(Thread.currentThread().getName());
          final byte[] inPlace = new byte[submission.payloadLength()];
          final DirectBuffer buffer = submission.buffer();
          buffer.getBytes(submission.payloadOffset(), inPlace);
          seen.addAll(List.of(submission.id(), submission.peer().address().getPort()));
          seen.addAll(List.of(new String(submission.copyPayload()), new String(inPlace)));
          return REJECTED;
        };
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 4), handler)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit("payload".getBytes());
      assertThat(submitter.awaitAllAcks()).containsExactly(REJECTED);
    }
    assertThat(seen).containsExactly("framelab-worker-0", 0L, 0, "payload", "payload");
  }

  @Test
  void shouldAnswerBusyWhenQueueIsFull() throws Exception {
    final int queue = 5; // no power of two, which the queue inside has
    final Gates gates = Gates.beforeFirst(2);
    try (WorkerPool pool = WorkerPool.start(new Workers(2, queue), gates)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(2);
      gates.awaitSeen(0, 1);
      submitter.submit(queue);
      assertThat(pool.depth()).isEqualTo(queue);

      final Submitter other = new Submitter(pool);
      other.submit(3);
      assertThat(other.results()).as("at once").containsExactly(BUSY, BUSY, BUSY);

      submitter.submit(2);
      gates.openAll();
      assertThat(submitter.awaitAllAcks()).containsExactly(OK, OK, OK, OK, OK, OK, OK, BUSY, BUSY);
      assertThat(gates.seen()).hasSize(2 + queue);
      awaitEmpty(pool);
      other.submit(1);
      assertThat(other.awaitAllAcks()).endsWith(OK);
    }
  }

  @Test
  void shouldAnswerBusyWhenPayloadsTakeTooMuch() throws Exception {
    final Gates gates = Gates.beforeFirst(2);
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 100), BYTES, gates)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(new byte[BYTES / 2]);
      gates.awaitSeen(0);
      submitter.submit(new byte[BYTES / 2]); // what is being handled counts, too
      submitter.submit(new byte[1]);
      submitter.submit(new byte[0]);

      gates.openAll();
      assertThat(submitter.awaitAllAcks()).containsExactly(OK, OK, BUSY, OK);
      awaitEmpty(pool);
      submitter.submit(new byte[BYTES]);
      assertThat(submitter.awaitAllAcks()).endsWith(OK);
    }
  }

  @Test
  void shouldTakeNoRoomWhenCopyFails() throws Exception {
    final Gates gates = Gates.beforeFirst(1);
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 1), BYTES, gates)) {
      final GuardedHandler guarded = new GuardedHandler(pool);
      Thread.setDefaultUncaughtExceptionHandler((thread, error) -> told.add(error));

      assertThat(guarded.onSubmit(new NotToBeCopied(BYTES, new OutOfMemoryError("on purpose"))))
          .isEqualTo(FAILED);

      assertThat(told).hasSize(1);
      assertThat(pool.depth()).isZero();
      assertThat(pool.payloadBytes()).isZero();
      final Submitter submitter = new Submitter(pool);
      submitter.submit(new byte[BYTES]);
      gates.openAll();
      assertThat(submitter.awaitAllAcks()).containsExactly(OK);
    }
  }

  @Test
  void shouldNotCopyWhenThereIsNoRoom() {
    final Gates gates = Gates.beforeFirst(1);
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 1), BYTES, gates)) {
      assertThat(pool.onSubmit(new NotToBeCopied(BYTES + 1, COPIED))).isEqualTo(BUSY);
      final Submitter submitter = new Submitter(pool);
      submitter.submit(1);
      gates.awaitSeen(0);
      submitter.submit(1);
      assertThat(pool.onSubmit(new NotToBeCopied(0, COPIED))).isEqualTo(BUSY);
      gates.openAll();
    }
  }

  @Test
  void shouldFailThatSubmitAloneWhenHandlerMisbehaves() throws Exception {
    final List<SubmitHandler> behaviours =
        List.of(
            s -> OK,
            s -> {
              throw new IllegalStateException("on purpose");
            },
            s -> {
              throw new AssertionError("on purpose");
            },
            WorkerPoolTest::overflow,
            s -> 99,
            s -> LATER,
            s -> {
              s.defer();
              throw new IllegalStateException("on purpose, after defer()");
            },
            s -> {
              s.defer();
              return REJECTED;
            },
            s -> OK);
    try (WorkerPool pool =
        WorkerPool.start(new Workers(1, 100), s -> behaviours.get((int) s.id()).onSubmit(s))) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(behaviours.size());
      assertThat(submitter.awaitAllAcks())
          .containsExactly(OK, FAILED, FAILED, FAILED, FAILED, FAILED, FAILED, REJECTED, OK);
      assertThat(submitter.lateAnswers()).isZero();
      awaitEmpty(pool);
    }
  }

  @Test
  void shouldGoOnWhenMemoryIsWantingAndNobodyCanBeTold() throws Exception {
    final SubmitHandler handler =
        submission -> {
          if (submission.id() % 2 == 0) {
            throw new OutOfMemoryError("on purpose");
          }
          return OK;
        };
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) -> {
          told.add(error);
          throw new OutOfMemoryError("on purpose: telling fails, too");
        });
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 100), handler)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(4);
      assertThat(submitter.awaitAllAcks()).containsExactly(FAILED, OK, FAILED, OK);
      awaitEmpty(pool);
    }
    assertThat(told).extracting(Throwable::getMessage).contains("on purpose").hasSize(4);
  }

  @Test
  void shouldWaitForTheAnswerWhenAHandlerDefersOnAWorker() throws Exception {
    final BlockingQueue<Deferral> deferred = new LinkedBlockingQueue<>();
    final SubmitHandler handler =
        submission -> {
          deferred.add(submission.defer());
          assertThat(submission.defer()).isSameAs(submission.defer());
          return LATER;
        };
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 10), handler)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(2);
      final Deferral first = deferred.take();
      final Deferral second = deferred.take();
      assertThat(second.complete(REJECTED)).isTrue();
      assertThat(submitter.results()).isEmpty();
      assertThat(first.complete(OK)).isTrue();
      assertThat(first.complete(OK)).isFalse();
      assertThat(submitter.awaitAllAcks()).containsExactly(OK, REJECTED);
    }
  }

  @Test
  void shouldHandleOthersWhenOneStalls() throws Exception {
    final Gates gates = Gates.before(0, 1, 2);
    try (WorkerPool pool = WorkerPool.start(new Workers(2, 100), gates)) {
      final Submitter stalling = new Submitter(pool);
      stalling.submit(2);
      gates.awaitSeen(0, 1);
      stalling.submit(30); // the first of them stalls, the others are behind it in the queue
      gates.open(0);
      gates.awaitSeen(2);

      gates.open(1);
      gates.awaitSeen(LongStream.range(0, 32).toArray());
      gates.openAll();
      assertThat(stalling.awaitAllAcks()).hasSize(32).containsOnly(OK);
    }
  }

  @Test
  void shouldNotInterruptTheNextHandlerWhenOneLeavesItsThreadInterrupted() throws Exception {
    final AtomicBoolean wasInterrupted = new AtomicBoolean();
    final Gates gates = Gates.beforeFirst(1);
    final SubmitHandler handler =
        submission -> {
          wasInterrupted.compareAndSet(false, Thread.currentThread().isInterrupted());
          final int result = gates.onSubmit(submission);
          Thread.currentThread().interrupt();
          return result;
        };
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 10), handler)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(5);
      gates.openAll(); // so that the worker does not sleep between two of them
      assertThat(submitter.awaitAllAcks()).hasSize(5).containsOnly(OK);
      awaitAllAsleep();
    }
    assertThat(wasInterrupted).isFalse();
  }

  @Test
  void shouldDropTheAnswerWhenTheConnectionHasGone() {
    final Gates gates = Gates.beforeFirst(1);
    try (WorkerPool pool = WorkerPool.start(new Workers(1, 10), gates)) {
      final Submitter submitter = new Submitter(pool);
      submitter.submit(3);
      gates.awaitSeen(0);
      submitter.leave();
      gates.openAll();
      Await.until(() -> submitter.lateAnswers() == 3, () -> submitter.lateAnswers() + " late");
      awaitEmpty(pool);
      assertThat(submitter.results()).isEmpty();
    }
  }

  @Test
  void shouldSleepWhenThereIsNothingToDo() {
    final CountDownLatch unused = new CountDownLatch(1);
    try (WorkerPool pool =
        WorkerPool.start(
            new Workers(3, 10),
            submission -> {
              unused.countDown();
              return OK;
            })) {
      awaitAllAsleep();
      assertThat(WorkerThreads.all()).hasSize(3).allMatch(Thread::isDaemon);
      assertThat(pool.depth()).isZero();
    }
    assertThat(unused.getCount()).isEqualTo(1);
    WorkerThreads.awaitNone();
  }

  private static void awaitEmpty(final WorkerPool pool) {
    Await.until(
        () -> pool.depth() == 0 && pool.payloadBytes() == 0,
        () -> pool.depth() + " wait, " + pool.payloadBytes() + " bytes are taken");
  }

  private static void awaitAllAsleep() {
    Await.until(
        () -> WorkerThreads.all().allMatch(thread -> thread.getState() == Thread.State.WAITING),
        () -> "some are awake: " + WorkerThreads.all().toList());
  }

  private static int overflow(final Submission submission) {
    return overflow(submission) + 1;
  }

  /** A Submit whose payload cannot be copied. */
  private record NotToBeCopied(int payloadLength, Error whenCopied) implements Submission {
    @Override
    public byte[] copyPayload() {
      throw whenCopied;
    }

    @Override
    public long id() {
      return 0;
    }

    @Override
    public DirectBuffer buffer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public int payloadOffset() {
      return 0;
    }

    @Override
    public Peer peer() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Deferral defer() {
      throw new UnsupportedOperationException();
    }
  }
}
