package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Good and hostile traffic for a while, then everybody leaves: nothing may stay behind. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class SoakIT {
  private static final double MIB = 1024 * 1024;

  /** What compiled code, loaded classes and caches may still add to a heap that has been used. */
  private static final double MAX_MORE_HEAP = 8 * MIB;

  /** A chunk or two of the allocator's. */
  private static final double MAX_MORE_DIRECT = 8 * MIB;

  private static final int GOOD_PEERS = 10;
  private static final int HOSTILE_THREADS = 4;

  @ParameterizedTest
  @EnumSource
  @DisplayName("soak: mixed traffic with leak detection on: heap, direct memory, threads, files")
  void shouldHoldNothingWhenAllHaveLeft(final Deployed deployed) throws Exception {
    final int ms = LongRun.or(4_000, 600_000);
    try (ServerJar server =
        deployed.start(
            List.of("-Dio.netty.leakDetection.level=paranoid"),
            "--frame-timeout",
            "500ms",
            "--slow-consumer-timeout",
            "500ms",
            "--accept-rate",
            "off")) {
      final long warm = traffic(server, Math.min(ms / 2, 20_000));
      final Held before = Held.of(server);
      final long acked = traffic(server, ms);
      final Held after = Held.of(server);
      System.out.printf(
          "%s: soaked for %d ms, %d good Submits acked (%d before): %s, then %s%n",
          deployed, ms, acked, warm, before, after);
      assertThat(after.heap).isLessThan(before.heap + MAX_MORE_HEAP);
      assertThat(after.direct).isLessThan(before.direct + MAX_MORE_DIRECT);
      assertThat(after.threads).isLessThanOrEqualTo(before.threads + 2);
      assertThat(after.files).isLessThanOrEqualTo(before.files + 2);
      assertThat(server.metric("tcp_server_req_recv_total"))
          .isGreaterThanOrEqualTo(server.metric("tcp_server_rsp_send_total"));
      assertThat(server.stderr()).doesNotContain("LEAK", "WARN", "ERROR", "Exception");
    }
  }

  /** Returns how many Submits of the good peers were acked, each verified. */
  private static long traffic(final ServerJar server, final long ms) throws Exception {
    final AtomicBoolean over = new AtomicBoolean();
    final List<Thread> hostile = new ArrayList<>();
    for (int i = 0; i < HOSTILE_THREADS; i++) {
      final Random random = new Random(i);
      final Thread thread = new Thread(() -> molest(server.port(), random, over), "hostile-" + i);
      thread.start();
      hostile.add(thread);
    }
    final List<WindowedPeer> good = new ArrayList<>();
    for (int i = 0; i < GOOD_PEERS; i++) {
      good.add(WindowedPeer.start(server.port()));
    }
    Await.within(Duration.ofMillis(ms), () -> false);
    over.set(true);
    long acked = 0;
    for (final WindowedPeer peer : good) {
      acked += peer.stop();
      peer.close();
    }
    for (final Thread thread : hostile) {
      thread.join();
    }
    Await.until(
        () -> server.metric("tcp_server_client_connected") == 0, () -> "somebody is still there");
    return acked;
  }

  private static void molest(final int port, final Random random, final AtomicBoolean over) {
    while (!over.get()) {
      try (RawPeer peer = RawPeer.connectWithSmallBuffers(port)) {
        molest(peer, random);
      } catch (final IOException cut) {
        // As it should be.
      }
    }
  }

  private static void molest(final RawPeer peer, final Random random) throws IOException {
    final byte[] frame = RawPeer.submitFrame(1, new byte[random.nextInt(60_000)]);
    final byte[] some = Arrays.copyOf(frame, 1 + random.nextInt(frame.length));
    switch (random.nextInt(7)) {
      case 0 -> peer.send(some).reset();
      case 1 -> peer.send(some).halfClose().receiveToEnd();
      case 2 -> peer.send(RawPeer.submitFrames(0, 300, new byte[9])).reset();
      case 3 -> peer.send("ffffffff").receiveToEnd();
      case 4 -> {
        final byte[] noise = new byte[random.nextInt(2_000)];
        random.nextBytes(noise);
        peer.send(RawPeer.submitFrames(0, 3, new byte[9])).send(noise).halfClose();
        peer.receiveToEnd();
      }
      case 5 -> peer.send(some).receiveToEnd();
      default -> {
        // Takes no acks until it is cut.
        for (int i = 0; i < 2_000; i++) {
          peer.send(RawPeer.submitFrames(0, 500, new byte[0]));
        }
      }
    }
  }

  /** What the process holds once everybody has left. */
  private record Held(double heap, double direct, double threads, double files) {
    static Held of(final ServerJar server) throws Exception {
      double before;
      double heap = Double.MAX_VALUE;
      do {
        before = heap;
        server.collect();
        heap = server.metric("jvm_memory_used_bytes{area=\"heap\"");
      } while (heap < before * 0.99);
      return new Held(
          heap,
          server.metric("jvm_buffer_memory_used_bytes"),
          server.metric("jvm_threads_live_threads"),
          server.metric("process_files_open_files"));
    }

    @Override
    public String toString() {
      return "heap %.1f MiB, direct %.1f MiB, %.0f threads, %.0f files"
          .formatted(heap / MIB, direct / MIB, threads, files);
    }
  }
}
