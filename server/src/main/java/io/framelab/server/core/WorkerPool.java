package io.framelab.server.core;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpmcAtomicArrayQueue;

/**
 * Runs a handler on threads of its own. A Submit is copied into a bounded queue, or answered {@link
 * ResultCode#BUSY} if that is full: a handler that falls behind makes clients try again, and never
 * the server's memory grow. Any number of threads that own connections may call {@link #onSubmit}.
 *
 * <pre>
 *   connection's thread                                framelab-worker-N
 *   Submit -&gt; room? -&gt; copy, defer -&gt; | queue | -&gt; handler -&gt; Deferral.complete() -&gt; connection's thread
 *               no: BUSY
 * </pre>
 *
 * <p>A worker that is awake takes Submits until none is left, so a burst costs one wake-up, but it
 * takes them one by one: those of a batch would have to wait behind the first if that stalls,
 * though another worker were free. Acks need no batch here: a connection is woken once for all
 * answers that it has not looked at.
 *
 * <p>Closed after the connections have been drained, which needs the workers. What still waits then
 * is of connections that were cut; it is answered {@link ResultCode#BUSY} unhandled.
 */
final class WorkerPool implements SubmitHandler, AutoCloseable {
  private static final String THREAD_PREFIX = "framelab-worker-";

  /** The least that a JCTools queue takes; {@link QueueRoom} keeps the bound that was asked for. */
  private static final int MIN_QUEUE = 2;

  /**
   * A handler that has not returned by then is stuck, and who asked for an end does not wait for
   * that.
   */
  private static final long STUCK_TIMEOUT_NS = TimeUnit.MILLISECONDS.toNanos(500);

  private final GuardedHandler handler;
  private final QueueRoom room;
  private final Sleepers sleepers;
  private final List<Thread> threads = new ArrayList<>();

  /** Of the variant without Unsafe's accesses to memory, which new JDKs warn of. */
  private final MessagePassingQueue<QueuedSubmit> queue;

  private volatile boolean closed;

  private WorkerPool(final Workers workers, final QueueRoom room, final SubmitHandler handler) {
    this.handler = new GuardedHandler(handler);
    this.room = room;
    this.sleepers = new Sleepers(workers.threads());
    this.queue = new MpmcAtomicArrayQueue<>(Math.max(MIN_QUEUE, workers.queue()));
  }

  /**
   * Starts the threads.
   *
   * @param workers how many, 1 or more, and how much may wait for them.
   * @param handler called by the workers, several at once.
   * @return the pool; the caller closes it.
   */
  static WorkerPool start(final Workers workers, final SubmitHandler handler) {
    return start(workers, Workers.MAX_PAYLOAD_BYTES, handler);
  }

  /** With another bound on payloads, for tests. */
  static WorkerPool start(
      final Workers workers, final long maxPayloadBytes, final SubmitHandler handler) {
    final WorkerPool pool =
        new WorkerPool(workers, new QueueRoom(workers.queue(), maxPayloadBytes), handler);
    try {
      for (int i = 0; i < workers.threads(); i++) {
        pool.startThread(i);
      }
    } catch (final RuntimeException | Error e) {
      pool.close();
      throw e;
    }
    return pool;
  }

  @Override
  public int onSubmit(final Submission submission) {
    final int payloadBytes = submission.payloadLength();
    if (closed || !room.tryTake(payloadBytes)) {
      return ResultCode.BUSY;
    }
    boolean queued = false;
    try {
      queued = queue.offer(QueuedSubmit.copyOf(submission));
    } finally {
      if (!queued) {
        room.leaveQueue();
        room.freeBytes(payloadBytes);
      }
    }
    if (!queued) {
      return ResultCode.BUSY;
    }
    if (closed) {
      // It may have been queued behind the last look of whoever closed.
      refuseQueued();
    } else {
      sleepers.wakeOne();
    }
    return LATER;
  }

  /** How many Submits wait for a worker. Any thread. */
  int depth() {
    return room.waiting();
  }

  /** How many bytes the payloads of those that wait or are being handled have. Any thread. */
  long payloadBytes() {
    return room.bytes();
  }

  boolean isClosed() {
    return closed;
  }

  /** Whether a Submit waits, or is just being queued. */
  boolean hasWork() {
    return !queue.isEmpty();
  }

  /** Called by a worker: handles the Submit that waits longest. False if there is none. */
  boolean handleNext() {
    final QueuedSubmit next = poll();
    if (next == null) {
      return false;
    }
    try {
      next.handle(handler);
    } finally {
      room.freeBytes(next.payloadLength());
      // If the handler was interrupted, the next Submit's is not.
      Thread.interrupted();
    }
    return true;
  }

  /**
   * Ends the threads, and waits for a moment for those that are in the handler; those that are
   * stuck there are interrupted and left. A worker may call it: nobody waits for himself. Does
   * nothing new if called again.
   */
  @Override
  public void close() {
    closed = true;
    sleepers.wakeAll();
    refuseQueued();
    try {
      awaitThreads();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.stream().filter(thread -> thread != Thread.currentThread()).forEach(Thread::interrupt);
    handler.tellRest();
  }

  private void startThread(final int number) {
    final Thread thread = new Thread(new Worker(this, sleepers, number), THREAD_PREFIX + number);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private void awaitThreads() throws InterruptedException {
    final long deadlineNs = System.nanoTime() + STUCK_TIMEOUT_NS;
    for (final Thread thread : threads) {
      if (thread != Thread.currentThread()) {
        TimeUnit.NANOSECONDS.timedJoin(thread, deadlineNs - System.nanoTime());
      }
    }
  }

  private void refuseQueued() {
    for (QueuedSubmit next = poll(); next != null; next = poll()) {
      room.freeBytes(next.payloadLength());
      next.refuse();
    }
  }

  private QueuedSubmit poll() {
    final QueuedSubmit next = queue.poll();
    if (next != null) {
      room.leaveQueue();
    }
    return next;
  }
}
