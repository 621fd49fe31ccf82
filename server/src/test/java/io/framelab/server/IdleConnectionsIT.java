package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a connection costs that does nothing. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class IdleConnectionsIT {
  private static final int FEW = 1_000;
  private static final byte[] PAYLOAD = new byte[5];

  /** Of Java heap for each. */
  private static final long MAX_HEAP_BYTES = 2 * 1024;

  @ParameterizedTest
  @EnumSource
  @DisplayName("idle connections: heap, direct and resident memory for each, from 1 000 on")
  void shouldCostLittleWhenConnectionsAreIdle(final Deployed deployed) throws Exception {
    final int many = LongRun.or(4_000, 19_000);
    final List<RawPeer> peers = new ArrayList<>();
    try (ServerJar server =
        deployed.start(
            "--max-connections",
            "20000",
            "--max-connections-per-ip",
            "off",
            "--accept-rate",
            "off")) {
      connectUpTo(FEW, peers, server);
      final Memory few = Memory.of(server);
      connectUpTo(many, peers, server);
      final Memory all = Memory.of(server);
      final double heap = (all.heap - few.heap) / (many - FEW);
      System.out.printf(
          "%s: for each of %d to %d idle connections %.0f B of heap, %.0f B direct, %.0f B resident; %.0f B of the kernel's slabs, for both ends%n",
          deployed,
          FEW,
          many,
          heap,
          (all.direct - few.direct) / (many - FEW),
          (all.resident - few.resident) / (many - FEW),
          (all.slabs - few.slabs) / (many - FEW));
      assertThat(heap).isLessThan(MAX_HEAP_BYTES);
    } finally {
      for (final RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  /** Each has been served once. */
  private static void connectUpTo(
      final int connections, final List<RawPeer> peers, final ServerJar server) throws Exception {
    while (peers.size() < connections) {
      final RawPeer peer = RawPeer.connect(server.port());
      peers.add(peer);
      peer.submit(peers.size(), PAYLOAD);
      assertThat(peer.receive(FrameDescriptor.ACK_LENGTH))
          .isEqualTo(RawPeer.ackFrames(peers.size(), 1));
    }
    final double open = server.metric("tcp_server_client_connected");
    assertThat(open).isEqualTo(connections);
  }

  /** After collections, once they find nothing more. */
  private record Memory(double heap, double direct, double resident, double slabs) {
    static Memory of(final ServerJar server) throws Exception {
      double before;
      double heap = Double.MAX_VALUE;
      do {
        before = heap;
        server.collect();
        heap = server.metric("jvm_memory_used_bytes{area=\"heap\"");
      } while (heap < before * 0.99);
      Await.within(Duration.ofMillis(100), () -> false);
      return new Memory(
          heap, server.metric("jvm_buffer_memory_used_bytes"), server.residentBytes(), slabBytes());
    }

    /** Of the whole machine, where sockets and files are most of what comes and goes meanwhile. */
    private static long slabBytes() {
      return ServerJar.linesOf(Path.of("/proc/meminfo")).stream()
          .filter(line -> line.startsWith("Slab:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElseThrow();
    }
  }
}
