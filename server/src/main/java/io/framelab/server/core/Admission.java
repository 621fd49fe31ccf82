package io.framelab.server.core;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides whether a connection may come in, by {@link ConnectionLimits}. Any thread may call it:
 * connections come on one thread and end on others, and a lock is cheap beside either.
 */
public final class Admission {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  /** Of the 16 bytes of an IPv6 address, those that one customer shares: a /64. */
  private static final int PREFIX_BYTES = 8;

  private final ConnectionLimits limits;
  private final LongSupplier nanoTime;

  /** No larger than the number of connections. */
  private final Map<InetAddress, Integer> openByAddress = new HashMap<>();

  private int open;

  /** A bucket that fills with time: what may be accepted at once, in nanoseconds of filling. */
  private long savedNs = SECOND_NS;

  private long lastNs;

  /**
   * Lets in what the limits allow.
   *
   * @param limits on connections.
   * @param nanoTime the clock, in nanoseconds, that never goes back.
   */
  public Admission(final ConnectionLimits limits, final LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.lastNs = nanoTime.getAsLong();
  }

  /**
   * Asks for a connection that was accepted. Whoever is let in is {@linkplain #left let out} once.
   *
   * @param address where it comes from.
   * @return null if it may stay, else why it must go.
   */
  public synchronized RejectReason admit(final InetAddress address) {
    if (limits.max() > 0 && open >= limits.max()) {
      return RejectReason.MAX_CONNS;
    }
    final InetAddress customer = customer(address);
    final int ofCustomer = openByAddress.getOrDefault(customer, 0);
    if (limits.maxPerAddress() > 0 && ofCustomer >= limits.maxPerAddress()) {
      return RejectReason.PER_IP;
    }
    if (limits.acceptsPerSecond() > 0 && !takeTurn()) {
      return RejectReason.ACCEPT_RATE;
    }
    open++;
    if (limits.maxPerAddress() > 0) {
      openByAddress.put(customer, ofCustomer + 1);
    }
    return null;
  }

  /**
   * A connection that was let in has ended.
   *
   * @param address where it came from.
   */
  public synchronized void left(final InetAddress address) {
    open--;
    if (limits.maxPerAddress() > 0) {
      openByAddress.computeIfPresent(
          customer(address), (key, count) -> count > 1 ? count - 1 : null);
    }
  }

  /** Takes one connection's worth of time from the bucket, which never holds more than a second. */
  private boolean takeTurn() {
    final long nowNs = nanoTime.getAsLong();
    savedNs = Math.min(SECOND_NS, savedNs + Math.min(SECOND_NS, nowNs - lastNs));
    lastNs = nowNs;
    final long costNs = SECOND_NS / limits.acceptsPerSecond();
    if (savedNs < costNs) {
      return false;
    }
    savedNs -= costNs;
    return true;
  }

  private static InetAddress customer(final InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address;
    }
    final byte[] bytes = address.getAddress();
    Arrays.fill(bytes, PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes);
    } catch (final UnknownHostException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
