package io.framelab.benchmarks.ladder.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.framelab.benchmarks.process.ServerCounts;
import io.framelab.benchmarks.process.SyscallSlice;
import io.framelab.loadgen.report.LoadResult;

/**
 * One server under load once. The components are the JSON's names; null is what only some systems
 * tell. Immutable.
 *
 * @param round counted from 1.
 * @param name of the server.
 * @param startedAt ISO 8601, in UTC.
 * @param measuredNs length of the measured window in nanoseconds.
 * @param acks verified in the window.
 * @param serverCpuNs user and system time of the server's processes in the window.
 * @param counted by the server itself around the window.
 * @param residentBytes memory of the server's processes at the window's end.
 * @param syscalls of the server's processes after the window.
 * @param p50Ns median service time in nanoseconds.
 * @param p99Ns 99th percentile of the service time in nanoseconds.
 * @param loadCpuShare of the sending threads, 0 to 1.
 * @param verify what was verified, over the whole run.
 */
public record Run(
    int round,
    String name,
    String startedAt,
    long measuredNs,
    long acks,
    long serverCpuNs,
    ServerCounts counted,
    Long residentBytes,
    SyscallSlice syscalls,
    long p50Ns,
    long p99Ns,
    double loadCpuShare,
    LoadResult.Verify verify) {

  /** Acks per second of the window. */
  @JsonProperty
  double acksPerSec() {
    return acks * 1e9 / measuredNs;
  }

  /** The server's CPU time per request, in nanoseconds. */
  @JsonProperty
  double cpuNsPerRequest() {
    return (double) serverCpuNs / acks;
  }

  /** Heap bytes that the server's I/O threads allocated per Submit; null if it does not tell. */
  @JsonProperty
  Double allocatedBytesPerRequest() {
    return counted.allocatedBytesPerRequest();
  }
}
