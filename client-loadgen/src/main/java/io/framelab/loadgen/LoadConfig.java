package io.framelab.loadgen;

import io.framelab.cli.RunFailure;
import io.framelab.cli.Target;
import java.util.concurrent.TimeUnit;

/**
 * What a run is to do. Set up by one thread, then handed to {@link LoadRig}, which copies nothing:
 * leave it alone while the run lasts. Values out of range are refused when the run begins, in one
 * sentence for the user.
 */
public final class LoadConfig {
  /** One connection may have to send all of them, each with an id of its own. */
  static final long MAX_REQUESTS = 1L << LoadConnection.SEQUENCE_BITS;

  private final Target target;
  private int connections = 100;
  private int threads = defaultThreads();
  private int window = 100;
  private SendRate rate;
  private long durationNs = TimeUnit.SECONDS.toNanos(10);
  private long requests;
  private long warmupNs = -1;
  private PayloadMix payload = PayloadMix.fixed(18);
  private long seed = 1;
  private long timeoutNs = TimeUnit.SECONDS.toNanos(5);
  private long intervalNs = TimeUnit.SECONDS.toNanos(1);

  /**
   * A run with the defaults of the command line.
   *
   * @param target the server.
   */
  public LoadConfig(final Target target) {
    this.target = target;
  }

  /**
   * Refuses what no run can do, as a run itself would when it begins.
   *
   * @throws RunFailure for the user, as usage.
   */
  public void check() {
    ConfigCheck.check(this);
  }

  /** Half of the processors, at least one: the server under load has to run somewhere too. */
  private static int defaultThreads() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
  }

  /**
   * The server.
   *
   * @return host and port.
   */
  public Target target() {
    return target;
  }

  /**
   * Connections in all.
   *
   * @return a count.
   */
  public int connections() {
    return connections;
  }

  /**
   * Sets the connections in all.
   *
   * @param count 1 to {@value LoadConnection#MAX_CONNECTIONS}.
   * @return this.
   */
  public LoadConfig connections(final int count) {
    connections = count;
    return this;
  }

  /**
   * Sending threads.
   *
   * @return a count, never more than there are connections.
   */
  public int threads() {
    return Math.min(threads, connections);
  }

  /**
   * Sets the sending threads.
   *
   * @param count 1 or more.
   * @return this.
   */
  public LoadConfig threads(final int count) {
    threads = count;
    return this;
  }

  /**
   * The window.
   *
   * @return unacknowledged Submits allowed on one connection; 0 floods.
   */
  public int window() {
    return window;
  }

  /**
   * Sets the window.
   *
   * @param submits unacknowledged Submits allowed on one connection; 0 floods.
   * @return this.
   */
  public LoadConfig window(final int submits) {
    window = submits;
    return this;
  }

  /**
   * What an open loop asks for.
   *
   * @return null in a closed loop.
   */
  public SendRate rate() {
    return rate;
  }

  /**
   * Sets what an open loop asks for; it needs a window.
   *
   * @param asked null for a closed loop.
   * @return this.
   */
  public LoadConfig rate(final SendRate asked) {
    rate = asked;
    return this;
  }

  /** Whether a schedule decides when Submits leave, not only acks. */
  boolean isOpenLoop() {
    return rate != null;
  }

  /** The unanswered writes that a connection keeps. */
  int maxRuns() {
    return isOpenLoop() ? SentRuns.MAX_OPEN_LOOP_RUNS : SentRuns.MAX_RUNS;
  }

  /**
   * How long to measure, unless {@link #requests()} says how much.
   *
   * @return nanoseconds.
   */
  public long durationNs() {
    return durationNs;
  }

  /**
   * Sets how long to measure.
   *
   * @param ns nanoseconds.
   * @return this.
   */
  public LoadConfig durationNs(final long ns) {
    durationNs = ns;
    return this;
  }

  /**
   * How many Submits to measure.
   *
   * @return a count, 0 if the duration decides.
   */
  public long requests() {
    return requests;
  }

  /**
   * Sets how many Submits to measure, exactly, whatever time that takes.
   *
   * @param count 0 if the duration decides.
   * @return this.
   */
  public LoadConfig requests(final long count) {
    requests = count;
    return this;
  }

  /**
   * How long to load before measuring.
   *
   * @return nanoseconds; unless set, two seconds, or none for a run of so many requests.
   */
  public long warmupNs() {
    if (warmupNs >= 0) {
      return warmupNs;
    }
    return requests > 0 ? 0 : TimeUnit.SECONDS.toNanos(2);
  }

  /**
   * Sets how long to load before measuring.
   *
   * @param ns nanoseconds.
   * @return this.
   */
  public LoadConfig warmupNs(final long ns) {
    warmupNs = ns;
    return this;
  }

  /**
   * The payload sizes.
   *
   * @return the mix.
   */
  public PayloadMix payload() {
    return payload;
  }

  /**
   * Sets the payload sizes.
   *
   * @param mix of sizes.
   * @return this.
   */
  public LoadConfig payload(final PayloadMix mix) {
    payload = mix;
    return this;
  }

  /**
   * Where the order of the sizes of a mix comes from.
   *
   * @return the seed.
   */
  public long seed() {
    return seed;
  }

  /**
   * Sets the seed.
   *
   * @param number any.
   * @return this.
   */
  public LoadConfig seed(final long number) {
    seed = number;
    return this;
  }

  /**
   * How long a connection may owe acks and stay silent; also the bound of connecting.
   *
   * @return nanoseconds.
   */
  public long timeoutNs() {
    return timeoutNs;
  }

  /**
   * Sets the timeout.
   *
   * @param ns nanoseconds.
   * @return this.
   */
  public LoadConfig timeoutNs(final long ns) {
    timeoutNs = ns;
    return this;
  }

  /**
   * How often a snapshot is taken.
   *
   * @return nanoseconds.
   */
  public long intervalNs() {
    return intervalNs;
  }

  /**
   * Sets how often a snapshot is taken.
   *
   * @param ns nanoseconds.
   * @return this.
   */
  public LoadConfig intervalNs(final long ns) {
    intervalNs = ns;
    return this;
  }
}
