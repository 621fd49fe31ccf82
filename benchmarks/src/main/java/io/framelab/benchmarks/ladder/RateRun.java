package io.framelab.benchmarks.ladder;

import java.util.List;

/**
 * One server at a rate that every server can keep. The components are the JSON's names. Times count
 * from when a Submit ought to have been sent. Immutable.
 *
 * @param name of the server.
 * @param ackedPerSec acks per second that came.
 * @param p50Ns median response time in nanoseconds.
 * @param p99Ns 99th percentile.
 * @param p999Ns 99.9th percentile.
 * @param maxNs the longest.
 * @param valid whether the load generator kept its schedule.
 * @param invalidReasons why not.
 */
record RateRun(
    String name,
    double ackedPerSec,
    long p50Ns,
    long p99Ns,
    long p999Ns,
    long maxNs,
    boolean valid,
    List<String> invalidReasons) {}
