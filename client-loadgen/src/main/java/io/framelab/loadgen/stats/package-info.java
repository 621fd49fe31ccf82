/** Intervals, and the one verdict that every verb gives on two servers. Knows no sockets. */
package io.framelab.loadgen.stats;
