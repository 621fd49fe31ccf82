package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What peers do to a packaged server that stands on a public port. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class HostilePeersIT {
  private static final byte[] PAYLOAD = new byte[5];
  private static final long MIB = 1024 * 1024;

  private static final int FLOODING_PEERS = 50;

  /** Of one of them: the acks of its last read, and on io_uring 64 KiB that were in flight. */
  private static final double MAX_WAITING_BYTES = 128 * 1024;

  /** Of so many that never read: the most that they may cost. */
  private static final long MAX_FLOOD_BYTES = 16 * MIB;

  @ParameterizedTest
  @EnumSource
  @DisplayName("R07: 50 peers flood and never read; a probe beside them; the memory of the process")
  void shouldStaySmallAndServeOthersWhenPeersNeverRead(final Deployed deployed) throws Exception {
    final int floodMs = LongRun.or(2_000, 10_000);
    try (ServerJar server = deployed.start("--slow-consumer-timeout", "off")) {
      // What a server under load comes to hold anyway: compiled code, loop buffers, touched heap.
      // Two never read, since the first write that is not taken has C2 compile anew.
      flood(server, floodMs, FLOODING_PEERS, 2);
      // A compilation may come late, and grows in one of two floods; what is lost grows in both.
      final long first = grownByThoseWhoNeverRead(server, floodMs);
      final long again = grownByThoseWhoNeverRead(server, floodMs);
      System.out.printf(
          "%s: %d peers that never read, flooding for %d ms: %.1f MiB more resident, again %.1f%n",
          deployed, FLOODING_PEERS, floodMs, first / (double) MIB, again / (double) MIB);
      assertThat(Math.min(first, again)).isLessThan(MAX_FLOOD_BYTES);
    }
  }

  private static long grownByThoseWhoNeverRead(final ServerJar server, final int floodMs)
      throws Exception {
    final long before = server.residentBytes();
    return flood(server, floodMs, 0, FLOODING_PEERS) - before;
  }

  /** Returns the largest resident memory seen; a probe is acked all the while. */
  private static long flood(
      final ServerJar server, final int floodMs, final int reading, final int notReading)
      throws Exception {
    final List<RawPeer> peers = new ArrayList<>();
    final List<Thread> threads = new ArrayList<>();
    final AtomicBoolean over = new AtomicBoolean();
    try (RawPeer probe = RawPeer.connect(server.port())) {
      for (int i = 0; i < reading + notReading; i++) {
        final RawPeer peer = RawPeer.connect(server.port());
        peers.add(peer);
        threads.add(start(() -> sendOn(peer, over)));
        if (i < reading) {
          threads.add(start(() -> readOn(peer)));
        }
      }
      long largest = 0;
      final long startedNs = System.nanoTime();
      while (System.nanoTime() - startedNs < TimeUnit.MILLISECONDS.toNanos(floodMs)) {
        final long sentNs = System.nanoTime();
        probe.submit(3, PAYLOAD);
        assertThat(probe.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(3, 1));
        assertThat(System.nanoTime() - sentNs)
            .as("a probe's wait, in nanoseconds")
            .isLessThan(TimeUnit.SECONDS.toNanos(1));
        largest = Math.max(largest, server.residentBytes());
        Await.within(Duration.ofMillis(50), () -> false);
      }
      assertThat(threads).as("threads of peers that were not cut").allMatch(Thread::isAlive);
      if (reading == 0) {
        awaitMetric(server, "tcp_server_reads_paused", notReading);
        assertThat(value(server, "tcp_server_write_pending_bytes"))
            .isBetween(1.0, notReading * MAX_WAITING_BYTES);
      }
      return largest;
    } finally {
      over.set(true);
      for (final RawPeer peer : peers) {
        peer.close();
      }
      for (final Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static Void sendOn(final RawPeer peer, final AtomicBoolean over) throws IOException {
    final byte[] submits = RawPeer.submitFrames(0, 1_000, PAYLOAD);
    while (!over.get()) {
      peer.send(submits);
    }
    return null;
  }

  private static Void readOn(final RawPeer peer) throws IOException {
    while (peer.receiveUpTo(64 * 1024).length > 0) {
      // Acks that the test does not look at.
    }
    return null;
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R10: thousands connect and reset in the same moment")
  void shouldForgetThemWhenThousandsConnectAndReset(final Deployed deployed) throws Exception {
    final int connections = LongRun.or(500, 5_000);
    try (ServerJar server =
        deployed.start("--accept-rate", "off", "--max-connections-per-ip", "off")) {
      final List<RawPeer> peers = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        peers.add(RawPeer.connect(server.port()));
      }
      for (final RawPeer peer : peers) {
        peer.reset();
      }
      // Who is served came behind them all.
      assertServes(server);
      awaitMetric(server, "tcp_server_client_connected", 0);
      assertThat(server.stderr()).doesNotContain("WARN", "ERROR");
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "R09: connections that come as fast as they can and close at once; others lose no ack")
  void shouldServeOthersWhenConnectionsFlood(final Deployed deployed) throws Exception {
    final int connections = LongRun.or(2_000, 20_000);
    try (ServerJar server = deployed.start();
        RawPeer old = RawPeer.connect(server.port())) {
      final AtomicInteger connected = new AtomicInteger();
      final Thread flood =
          start(
              () -> {
                while (connected.get() < connections) {
                  RawPeer.connect(server.port()).reset();
                  connected.incrementAndGet();
                }
                return null;
              });
      int acked = 0;
      while (flood.isAlive()) {
        old.submit(acked, PAYLOAD);
        assertThat(old.receive(FrameDescriptor.ACK_LENGTH))
            .isEqualTo(RawPeer.ackFrames(acked++, 1));
      }
      assertThat(connected).hasValue(connections);
      awaitMetric(server, "tcp_server_client_connected", 1);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "R11: no file descriptors are left, then some are; who is connected is served all along")
  void shouldAcceptAgainWhenFilesAreBack(final Deployed deployed) throws Exception {
    final int files = 256;
    final List<String> command = ServerJar.command("--port", "0", "--metrics", "off");
    command.addAll(List.of("--max-connections", "off", "--engine", "owned"));
    if (deployed == Deployed.OWNED_ON_NIO) {
      command.add(1, "-Dio.netty.transport.noNative=true");
      command.subList(command.size() - 2, command.size()).clear();
    } else if (deployed == Deployed.IO_URING) {
      command.set(command.size() - 1, "io_uring");
    }
    final List<String> limited =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n " + files + "; exec \"$@\"", "sh"));
    limited.addAll(command);
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerJar server = ServerJar.start(new ProcessBuilder(limited))) {
      for (int i = 0; i < 400; i++) {
        peers.add(RawPeer.connect(server.port()));
      }
      Await.until(() -> server.stderr().contains("cannot accept"), () -> "files did not run out");
      final long startedNs = System.nanoTime();
      assertServed(peers.subList(0, 100));
      for (final RawPeer peer : peers.subList(100, 300)) {
        peer.close();
      }
      assertServed(peers.subList(300, 400));
      assertServed(peers.subList(0, 100));
      // A line a second, and those of the seconds that begin and end.
      final long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedNs);
      assertThat(server.stderr().lines().count()).as(server.stderr()).isLessThan(5 + seconds);
    } finally {
      for (final RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R12: half-sent frames that are more than the direct memory; then room again")
  void shouldServeOthersWhenDirectMemoryRunsOut(final Deployed deployed) throws Exception {
    final int connections = LongRun.or(600, 2_000);
    final int mib = LongRun.or(24, 64);
    final byte[] half = Arrays.copyOf(RawPeer.submitFrame(1, new byte[65_000]), 60_000);
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerJar server =
        deployed.start(List.of("-XX:MaxDirectMemorySize=" + mib + "m"), "--frame-timeout", "5m")) {
      for (int i = 0; i < connections; i++) {
        final RawPeer peer = RawPeer.connect(server.port());
        peers.add(peer);
        try {
          peer.send(half);
        } catch (final IOException cut) {
          // One of those that there was no memory for.
        }
      }
      awaitAtLeast(server, "tcp_server_connections_closed_total{engine=\"" + server.engine(), 1);
      assertServesWithoutRoom(server);
      for (final RawPeer peer : peers) {
        peer.close();
      }
      awaitMetric(server, "tcp_server_client_connected", 0);
      assertServes(server);
    } finally {
      for (final RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  /**
   * A frame that is split as frames are is served; one that would need much more is not, but what
   * was handled before it is acked.
   */
  private static void assertServesWithoutRoom(final ServerJar server) throws IOException {
    final byte[] submits = RawPeer.submitFrames(0, 200, PAYLOAD);
    try (RawPeer split = RawPeer.connect(server.port())) {
      final byte[] last = RawPeer.submitFrame(200, PAYLOAD);
      split.send(submits).send(Arrays.copyOf(last, 9));
      assertThat(split.receive(200 * FrameDescriptor.ACK_LENGTH))
          .isEqualTo(RawPeer.ackFrames(0, 200));
      split.send(Arrays.copyOfRange(last, 9, last.length));
      assertThat(split.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(200, 1));
    }
    try (RawPeer cut = RawPeer.connect(server.port())) {
      final byte[] half = Arrays.copyOf(RawPeer.submitFrame(1, new byte[65_000]), 61_500);
      final byte[] all = Arrays.copyOf(submits, submits.length + half.length);
      System.arraycopy(half, 0, all, submits.length, half.length);
      cut.send(all);
      assertThat(cut.receiveToEnd()).isEqualTo(RawPeer.ackFrames(0, 200));
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R18: the process stands still for longer than a frame may take")
  void shouldNotBlamePeersWhenTheProcessStoodStill(final Deployed deployed) throws Exception {
    final int stoppedMs = LongRun.or(4_000, 10_000);
    final byte[] frame = RawPeer.submitFrame(7, PAYLOAD);
    try (ServerJar server = deployed.start("--frame-timeout", "3s");
        RawPeer peer = RawPeer.connect(server.port());
        RawPeer silent = RawPeer.connect(server.port())) {
      peer.send(Arrays.copyOf(frame, 6));
      silent.send(Arrays.copyOf(frame, 6));
      awaitMetric(server, "tcp_server_received_bytes_total", 12);
      server.signal("STOP");
      Await.within(Duration.ofMillis(stoppedMs), () -> false);
      peer.send(Arrays.copyOfRange(frame, 6, frame.length));
      server.signal("CONT");
      assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(7, 1));
      assertThat(silent.receiveToEnd()).isEmpty();
      silent.halfClose();
      awaitMetric(server, closed(server, "frame_timeout"), 1);
    }
  }

  private static void assertServes(final ServerJar server) throws IOException {
    try (RawPeer probe = RawPeer.connect(server.port())) {
      assertServed(List.of(probe));
    }
  }

  private static void assertServed(final List<RawPeer> peers) throws IOException {
    for (final RawPeer peer : peers) {
      peer.submit(9, PAYLOAD);
    }
    for (final RawPeer peer : peers) {
      assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)).isEqualTo(RawPeer.ackFrames(9, 1));
    }
  }

  private static String closed(final ServerJar server, final String reason) {
    return "tcp_server_connections_closed_total{engine=\"%s\",reason=\"%s\"}"
        .formatted(server.engine(), reason);
  }

  private static void awaitMetric(final ServerJar server, final String name, final double value) {
    Await.until(() -> value(server, name) == value, () -> name + " should be " + value);
  }

  private static void awaitAtLeast(final ServerJar server, final String name, final double value) {
    Await.until(() -> value(server, name) >= value, () -> name + " should reach " + value);
  }

  private static double value(final ServerJar server, final String name) {
    try {
      return server.metric(name);
    } catch (final IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Thread start(final Task task) {
    final Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (final IOException ended) {
                // A peer that is cut, or closed by its test.
              }
            });
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private interface Task {
    Object run() throws IOException;
  }
}
