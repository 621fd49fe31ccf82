package io.framelab.loadgen;

/**
 * What a run's threads have counted up to one moment. Immutable.
 *
 * @param sent Submits.
 * @param acked acks verified.
 * @param bytesOut bytes that sockets took.
 * @param bytesIn bytes read.
 * @param held Submits of the measured time that were due before window and socket let them leave.
 * @param blockedNs that connections could not send, added up.
 * @param unsent Submits of the measured time that were due and never left.
 * @param spinNs CPU time that went into waiting for a Submit to become due.
 * @param stallNs that the sending threads were away, added up.
 * @param lastSentNs when a socket last took bytes, by {@link System#nanoTime()}; 0 before.
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
    long stallNs,
    long lastSentNs,
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
        stallNs - other.stallNs,
        lastSentNs,
        cpuNs - other.cpuNs,
        allocatedBytes - other.allocatedBytes);
  }

  /** Submits whose ack had not come. */
  long inFlight() {
    return sent - acked;
  }
}
