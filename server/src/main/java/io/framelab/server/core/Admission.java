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

  /**
   * Those with connections, and those who had one in the last two seconds: no more than are open,
   * and may be accepted in that time. Empty if addresses are not told apart.
   */
  private final Map<InetAddress, Customer> customers = new HashMap<>();

  /** Null if any number may come. */
  private final TokenBucket all;

  private int open;
  private long sweptNs;

  /**
   * Lets in what the limits allow.
   *
   * @param limits on connections.
   * @param nanoTime the clock, in nanoseconds, that never goes back.
   */
  public Admission(final ConnectionLimits limits, final LongSupplier nanoTime) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.sweptNs = nanoTime.getAsLong();
    this.all = bucket(limits.acceptsPerSecond(), sweptNs);
  }

  /**
   * Asks for a connection that was accepted. Whoever is let in is {@linkplain #left let out} once.
   *
   * @param address where it comes from.
   * @return null if it may stay, else why it must go.
   */
  public synchronized RejectReason admit(final InetAddress address) {
    final long nowNs = nanoTime.getAsLong();
    sweep(nowNs);
    if (limits.max() > 0 && open >= limits.max()) {
      return RejectReason.MAX_CONNS;
    }
    final Customer customer = limits.maxPerAddress() > 0 ? customer(address, nowNs) : null;
    if (customer != null && customer.open >= limits.maxPerAddress()) {
      return RejectReason.PER_IP;
    }
    if (!hasRoom(all, nowNs) || customer != null && !hasRoom(customer.bucket, nowNs)) {
      return RejectReason.ACCEPT_RATE;
    }
    letIn(customer);
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
      customers.get(network(address)).open--;
    }
  }

  private void letIn(final Customer customer) {
    open++;
    if (all != null) {
      all.take();
    }
    if (customer != null) {
      customers.putIfAbsent(customer.network, customer);
      customer.open++;
      if (customer.bucket != null) {
        customer.bucket.take();
      }
    }
  }

  private Customer customer(final InetAddress address, final long nowNs) {
    final InetAddress network = network(address);
    final Customer known = customers.get(network);
    return known == null ? new Customer(network, bucket(ofOne(), nowNs)) : known;
  }

  /** Of one address: half of all, so that there is room for others. */
  private int ofOne() {
    return (limits.acceptsPerSecond() + 1) / 2;
  }

  /** Once a second forgets whom nothing needs to be remembered of. */
  private void sweep(final long nowNs) {
    if (nowNs - sweptNs >= SECOND_NS) {
      sweptNs = nowNs;
      customers.values().removeIf(customer -> customer.isForgettable(nowNs));
    }
  }

  private static boolean hasRoom(final TokenBucket bucket, final long nowNs) {
    return bucket == null || bucket.hasRoom(nowNs);
  }

  private static TokenBucket bucket(final int perSecond, final long nowNs) {
    return perSecond == 0 ? null : new TokenBucket(perSecond, nowNs);
  }

  private static InetAddress network(final InetAddress address) {
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

  /** Whoever has an address, or a network of IPv6. */
  private static final class Customer {
    private final InetAddress network;

    /** Null if any number may come. */
    private final TokenBucket bucket;

    private int open;

    private Customer(final InetAddress network, final TokenBucket bucket) {
      this.network = network;
      this.bucket = bucket;
    }

    private boolean isForgettable(final long nowNs) {
      return open == 0 && (bucket == null || bucket.isFull(nowNs));
    }
  }
}
