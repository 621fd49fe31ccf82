package io.framelab.loadgen;

/**
 * What a run's threads have counted up to one moment. Immutable.
 *
 * @param sent Submits.
 * @param acked acks verified.
 * @param bytesOut bytes that sockets took.
 * @param bytesIn bytes read.
 * @param held Submits that were due before window and socket let them leave.
 * @param blockedNs that connections could not send, added up.
 * @param unsent Submits that were due and never left.
 * @param spinNs CPU time that went into waiting for a Submit to become due.
 * @param cpuNs CPU time of the sending threads.
 * @param allocatedBytes heap that the sending threads allocated.
 */
record LoadTotals(
    long sent,
    long acked,
    long bytesOut,
    long bytesIn,
    long held,
    long blockedNs,
    long unsent,
    long spinNs,
    long cpuNs,
    long allocatedBytes) {

  LoadTotals minus(final LoadTotals other) {
    return new LoadTotals(
        sent - other.sent,
        acked - other.acked,
        bytesOut - other.bytesOut,
        bytesIn - other.bytesIn,
        held - other.held,
        blockedNs - other.blockedNs,
        unsent - other.unsent,
        spinNs - other.spinNs,
        cpuNs - other.cpuNs,
        allocatedBytes - other.allocatedBytes);
  }

  /** Submits whose ack had not come. */
  long inFlight() {
    return sent - acked;
  }
}
