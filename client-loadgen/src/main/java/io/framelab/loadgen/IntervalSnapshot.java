package io.framelab.loadgen;

/**
 * What happened in one interval. Immutable: any thread may use it.
 *
 * @param warmup whether it belongs to the warm-up and is not counted.
 * @param elapsedNs from the beginning of the load to the end of the interval, in nanoseconds.
 * @param lengthNs of the interval in nanoseconds.
 * @param sentPerSec Submits sent per second.
 * @param ackedPerSec acks verified per second.
 * @param inFlight Submits that wait for their ack at the end of the interval.
 * @param p50Ns median in nanoseconds, of the response time in an open loop, else of service time;
 *     null if no ack came.
 * @param p99Ns 99th percentile of the same, in nanoseconds, or null.
 * @param maxNs largest of the same, in nanoseconds, or null.
 * @param lagNs the most that the generator was late with a Submit; -1 in a closed loop.
 * @param failures connections that failed so far, in whatever way.
 * @param cpuShare CPU time of the sending threads over the time they had, 0 to 1.
 */
public record IntervalSnapshot(
    boolean warmup,
    long elapsedNs,
    long lengthNs,
    double sentPerSec,
    double ackedPerSec,
    long inFlight,
    Long p50Ns,
    Long p99Ns,
    Long maxNs,
    long lagNs,
    long failures,
    double cpuShare) {}
