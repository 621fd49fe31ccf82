package io.framelab.loadgen.stats;

/**
 * One server under load for a moment.
 *
 * @param server whose.
 * @param startedAt ISO 8601, in UTC.
 * @param ns from the first Submit to the last ack.
 * @param acks verified.
 * @param cpuNs user and system time of the server's processes meanwhile.
 * @param userNs user time alone, in the system's clock ticks; null if it does not tell.
 * @param sysNs system time alone, in the system's clock ticks; null if it does not tell.
 */
public record Slice(
    Side server, String startedAt, long ns, long acks, long cpuNs, Long userNs, Long sysNs) {}
