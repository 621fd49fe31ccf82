package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Well-behaved peers beside others that are not: one Submit a millisecond, by turns, whether or not
 * those before it were acked, so that one that waits holds up none. What an ack takes counts from
 * the moment when its Submit was due.
 */
final class LightPeers implements AutoCloseable {
  private static final long PACE_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /** Nobody who is served waits that long, on a machine that has other things to do. */
  private static final Duration LATE = Duration.ofSeconds(5);

  private static final byte[] PAYLOAD = new byte[5];

  private final List<Peer> peers = new ArrayList<>();
  private final Selector selector = Selector.open();
  private final List<Long> waitsNs = new ArrayList<>();
  private final CompletableFuture<Void> sending;
  private final CompletableFuture<Void> receiving;
  private final long startedNs;
  private volatile int sent;
  private volatile boolean over;

  private LightPeers(final int port, final int count) throws IOException {
    try {
      for (int i = 0; i < count; i++) {
        peers.add(new Peer(port, i));
      }
    } catch (final IOException e) {
      close();
      throw e;
    }
    startedNs = System.nanoTime();
    sending = onThread("light-peers-send", this::send);
    receiving = onThread("light-peers-receive", this::receive);
  }

  /** Connects that many, which begin at once. */
  static LightPeers start(final int port, final int count) throws IOException {
    return new LightPeers(port, count);
  }

  /** What that many wait for in that time. */
  static Waits during(final int port, final int count, final Duration duration) throws IOException {
    try (LightPeers light = start(port, count)) {
      Await.within(duration, () -> false);
      return light.stop();
    }
  }

  private CompletableFuture<Void> onThread(final String name, final IoTask task) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            task.run();
          } catch (final IOException e) {
            throw new AssertionError(name + " after " + sent + " Submits", e);
          }
        },
        work -> {
          final Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          thread.start();
        });
  }

  private void send() throws IOException {
    for (int id = 0; !over || id < peers.size(); id++) {
      sleepUntil(dueNs(id));
      sent = id + 1;
      peers.get(id % peers.size()).submit(id);
    }
  }

  private static void sleepUntil(final long dueNs) {
    long leftNs = dueNs - System.nanoTime();
    while (leftNs > 0) {
      LockSupport.parkNanos(leftNs);
      leftNs = dueNs - System.nanoTime();
    }
  }

  private void receive() throws IOException {
    while (!sending.isDone() || waitsNs.size() < sent) {
      selector.select(1);
      for (final SelectionKey key : selector.selectedKeys()) {
        ((Peer) key.attachment()).receive();
      }
      selector.selectedKeys().clear();
    }
  }

  private long dueNs(final long id) {
    return startedNs + id * PACE_NS;
  }

  /** Ends them; fails if one was not acked, or late. Each was acked once at least. */
  Waits stop() {
    over = true;
    // What the receiver saw explains why a Submit could not be sent.
    if (receiving.isCompletedExceptionally()) {
      receiving.join();
    }
    sending.join();
    Await.until(receiving::isDone, () -> "acks of " + sent + " Submits: " + waitsNs.size());
    receiving.join();
    final Waits waits = Waits.of(waitsNs);
    assertThat(waits.max()).as("the longest wait for an ack, ms").isLessThan(LATE.toMillis());
    return waits;
  }

  @Override
  public void close() throws IOException {
    over = true;
    selector.close();
    for (final Peer peer : peers) {
      peer.socket.close();
    }
  }

  @FunctionalInterface
  private interface IoTask {
    void run() throws IOException;
  }

  /** One connection. */
  private final class Peer {
    private final SocketChannel socket;
    private final ByteBuffer ack = ByteBuffer.allocate(FrameDescriptor.ACK_LENGTH);
    private int nextAck;

    Peer(final int port, final int index) throws IOException {
      socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
      socket.configureBlocking(false);
      socket.register(selector, SelectionKey.OP_READ, this);
      nextAck = index;
    }

    /** In one write: so few bytes find room unless the server has stopped reading. */
    void submit(final int id) throws IOException {
      final byte[] submit = RawPeer.submitFrame(id, PAYLOAD);
      assertThat(socket.write(ByteBuffer.wrap(submit))).isEqualTo(submit.length);
    }

    void receive() throws IOException {
      for (int bytes = socket.read(ack); bytes != 0; bytes = socket.read(ack)) {
        assertThat(bytes).as("peer %d was closed", nextAck % peers.size()).isNotNegative();
        if (!ack.hasRemaining()) {
          assertThat(ack.array()).isEqualTo(RawPeer.ackFrames(nextAck, 1));
          waitsNs.add(System.nanoTime() - dueNs(nextAck));
          nextAck += peers.size();
          ack.clear();
        }
      }
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
