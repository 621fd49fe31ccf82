package io.framelab.profiling;

/**
 * How much one sampled allocation stands for: the profiler takes one object for every so many
 * bytes, so a small object was one of many. Immutable.
 *
 * @param objects at least 1.
 * @param bytes of all of them.
 */
record Weight(long objects, long bytes) {
  /**
   * The weight of a sample.
   *
   * @param objectBytes size of the object that was taken.
   * @param sampledBytes allocated since the last sample; an object that is larger stands for
   *     itself.
   */
  static Weight of(final long objectBytes, final long sampledBytes) {
    final long bytes = Math.max(objectBytes, sampledBytes);
    return new Weight(Math.max(1, Math.round((double) bytes / Math.max(1, objectBytes))), bytes);
  }
}
