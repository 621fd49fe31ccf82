package io.framelab.server.core;

/**
 * Threads that run the handler beside the threads that own connections, so that it may block, and
 * how much may wait for them. Immutable.
 *
 * @param threads how many; 0 is none: the handler runs on the connection's thread.
 * @param queue how many Submits may wait until a worker takes them; those beyond are answered
 *     {@link ResultCode#BUSY}.
 */
public record Workers(int threads, int queue) {
  /** More threads than this for one handler are a mistake. */
  public static final int MAX_THREADS = 1024;

  /**
   * A window of one connection: with less, a client that is alone and keeps to its window would be
   * told that the server is busy. Much more would only make acks late: at 1 ms for a Submit, this
   * many are one second for one worker.
   */
  public static final int DEFAULT_QUEUE = Limits.DEFAULT_WINDOW;

  /** At some 150 bytes for a Submit that waits, payload not counted, 150 MiB. */
  public static final int MAX_QUEUE = 1024 * 1024;

  /**
   * What payloads of Submits that wait or are being handled may take together, in bytes. A full
   * queue of the default length has this much if its payloads are as long as the default frame
   * allows, and four of the longest frames that the protocol allows fit.
   */
  public static final long MAX_PAYLOAD_BYTES = 64L * 1024 * 1024;

  /** None: the handler runs on the connection's thread. */
  public static final Workers OFF = new Workers(0, DEFAULT_QUEUE);

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if there are less than 0 or more than {@link #MAX_THREADS}
   *     threads, or the queue is not from 1 to {@link #MAX_QUEUE}.
   */
  public Workers {
    if (threads < 0 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "workers are " + threads + ", but must be from 0 to " + MAX_THREADS);
    }
    if (queue < 1 || queue > MAX_QUEUE) {
      throw new IllegalArgumentException(
          "worker queue is " + queue + ", but must be from 1 to " + MAX_QUEUE);
    }
  }

  /**
   * Workers with the default queue.
   *
   * @param threads how many.
   * @return what to give to {@code ServerConfig.workers}.
   */
  public static Workers of(final int threads) {
    return new Workers(threads, DEFAULT_QUEUE);
  }

  /**
   * Whether there are any.
   *
   * @return false if the handler runs on the connection's thread.
   */
  public boolean areOn() {
    return threads > 0;
  }
}
