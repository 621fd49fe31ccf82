package io.framelab.loadgen;

/**
 * The counts at one moment: two of them are an interval. Immutable.
 *
 * @param atNs the moment, by the rig's clock.
 * @param totals of the threads.
 * @param gcPauseNs how long collections have stopped this process so far.
 */
record Edge(long atNs, LoadTotals totals, long gcPauseNs) {}
