package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many peers that all send at once, more than there are buffers for. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class BusyPeersIT {
  private static final long SEED = 19;
  private static final int THREADS = 4;
  private static final int MAX_PAYLOAD = 60_000;

  /** Of a peer in a round, before it takes their acks. */
  private static final int SUBMITS = 2;

  @ParameterizedTest
  @EnumSource
  @DisplayName("R19: many busy peers and few buffers: every payload arrives as it was sent")
  void shouldCorruptAndLoseNothingWhenBuffersRunOut(final Deployed deployed) throws Exception {
    final int peers = LongRun.or(200, 1_000);
    final int rounds = LongRun.or(2, 20);
    final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (ServerJar server =
        deployed.start(
            "--io-threads",
            "1",
            "--handler",
            ChecksumHandler.class.getName(),
            "--handler-path",
            Path.of("target", "test-classes").toString())) {
      final List<Future<Long>> shares = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        final int share = i;
        shares.add(threads.submit(() -> serve(server, share, peers / THREADS, rounds)));
      }
      long bytes = 0;
      for (final Future<Long> share : shares) {
        bytes += share.get();
      }
      assertThat(server.stderr()).doesNotContain("WARN", "ERROR");
      System.out.printf(
          "%s: %d busy peers, %d Submits, %.0f MB: all as they were sent%n",
          deployed, peers, peers * rounds * SUBMITS, bytes / 1e6);
    } finally {
      threads.shutdownNow();
    }
  }

  /** All begin a frame before any of them ends one. Returns how many bytes were sent. */
  private static long serve(
      final ServerJar server, final int share, final int count, final int rounds)
      throws IOException {
    final Random random = new Random(SEED + share);
    final byte[] filling = new byte[MAX_PAYLOAD];
    random.nextBytes(filling);
    final List<RawPeer> peers = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        peers.add(RawPeer.connect(server.port()));
      }
      long sent = 0;
      for (int round = 0; round < rounds; round++) {
        final long firstId = (long) share << Integer.SIZE | (long) round * SUBMITS;
        final List<byte[]> rests = new ArrayList<>();
        for (final RawPeer peer : peers) {
          final byte[] frames = frames(firstId, filling, random);
          final int cut = random.nextInt(frames.length);
          peer.send(Arrays.copyOf(frames, cut));
          rests.add(Arrays.copyOfRange(frames, cut, frames.length));
          sent += frames.length;
        }
        for (int i = 0; i < count; i++) {
          peers.get(i).send(rests.get(i));
        }
        for (final RawPeer peer : peers) {
          assertThat(peer.receive(SUBMITS * FrameDescriptor.ACK_LENGTH))
              .as("acks of a round whose payloads were right, by seed %d", SEED + share)
              .isEqualTo(RawPeer.ackFrames(firstId, SUBMITS));
        }
      }
      return sent;
    } finally {
      for (final RawPeer peer : peers) {
        peer.close();
      }
    }
  }

  private static byte[] frames(final long firstId, final byte[] filling, final Random random) {
    final ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (long id = firstId; id < firstId + SUBMITS; id++) {
      final int length = random.nextInt(8) == 0 ? 0 : 4 + random.nextInt(MAX_PAYLOAD - 3);
      frames.writeBytes(RawPeer.submitFrame(id, ChecksumHandler.payload(id, filling, length)));
    }
    return frames.toByteArray();
  }
}
