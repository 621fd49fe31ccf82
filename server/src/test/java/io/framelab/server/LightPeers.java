package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Well-behaved peers beside others that are not: one Submit a millisecond, by turns, on a thread of
 * its own. Each has to be acked before the next one has its turn. What that takes counts from the
 * moment when the Submit was due, but for the longest wait that tests assert, which is that of a
 * Submit once it was sent.
 */
final class LightPeers implements AutoCloseable {
  private static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Nobody who is served waits that long, on a machine that has other things to do. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final byte[] PAYLOAD = new byte[5];

  private final List<RawPeer> peers = new ArrayList<>();
  private final List<Long> waitsNs = new ArrayList<>();
  private final CompletableFuture<Void> running;
  private long longestNs;
  private volatile boolean over;

  private LightPeers(final int port, final int count) throws IOException {
    for (int i = 0; i < count; i++) {
      peers.add(RawPeer.connect(port));
    }
    running = CompletableFuture.runAsync(this::run, LightPeers::start);
  }

  /** Connects that many, which begin at once. */
  static LightPeers start(final int port, final int count) throws IOException {
    return new LightPeers(port, count);
  }

  private static void start(final Runnable work) {
    final Thread thread = new Thread(work, "light-peers");
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    final long startedNs = System.nanoTime();
    for (int id = 0; !over || id < peers.size(); id++) {
      final long dueNs = startedNs + id * PACE_NS;
      for (long leftNs = PACE_NS; leftNs > 0; leftNs = dueNs - System.nanoTime()) {
        LockSupport.parkNanos(dueNs - System.nanoTime());
      }
      final RawPeer peer = peers.get(id % peers.size());
      final long sentNs = System.nanoTime();
      try {
        peer.submit(id, PAYLOAD);
        assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(id, 1));
      } catch (final IOException e) {
        throw new AssertionError("Submit " + id + " of a light peer was not acked", e);
      }
      final long ackedNs = System.nanoTime();
      waitsNs.add(ackedNs - dueNs);
      longestNs = Math.max(longestNs, ackedNs - sentNs);
    }
  }

  /** Ends them; fails if one was ever not acked, or late. Each was acked once at least. */
  Waits stop() {
    over = true;
    running.join();
    assertThat(Duration.ofNanos(longestNs)).as("the longest wait for an ack").isLessThan(LATE);
    return Waits.of(waitsNs);
  }

  @Override
  public void close() throws IOException {
    over = true;
    for (final RawPeer peer : peers) {
      peer.close();
    }
  }

  /** What they waited for, in milliseconds. */
  record Waits(int acked, double p50, double p99, double max) {
    static Waits of(final List<Long> waitsNs) {
      final long[] sorted = waitsNs.stream().mapToLong(Long::longValue).sorted().toArray();
      return new Waits(sorted.length, millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    private static double millis(final long[] sorted, final double share) {
      return sorted[(int) ((sorted.length - 1) * share)] / 1e6;
    }

    @Override
    public String toString() {
      return "%d acked, p50 %.2f ms, p99 %.2f ms, max %.2f ms".formatted(acked, p50, p99, max);
    }
  }
}
