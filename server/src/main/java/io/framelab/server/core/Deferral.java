package io.framelab.server.core;

/** A promised answer to one Submit. Any thread may complete it, once. */
public interface Deferral {
  /**
   * Answers the Submit. The ack leaves when the connection's earlier Submits have theirs.
   *
   * @param result one of {@link ResultCode}'s codes; anything else counts as {@link
   *     ResultCode#FAILED}.
   * @return true if this was the answer; false if the Submit had one already or its connection is
   *     gone, which is counted.
   */
  boolean complete(int result);
}
