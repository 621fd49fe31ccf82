package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One peer that takes all it can get, beside others on the same event loop. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class GreedyPeersIT {
  private static final int LIGHT_PEERS = 100;

  /** Of the greedy peer. */
  private static final int WINDOW = 10_000;

  /** So many Submits in a write. */
  private static final int BATCH = 1_000;

  private static final byte[] SMALLEST = {};
  private static final byte[] USUAL = new byte[18];

  /** One process for each, with one event loop. */
  private static final Map<Deployed, ServerJar> SERVERS = new EnumMap<>(Deployed.class);

  @AfterAll
  static void stop() {
    SERVERS.values().forEach(ServerJar::close);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R15: the smallest Submits as fast as one peer can; others are served all along")
  void shouldServeOthersWhenAPeerSendsTheSmallestSubmits(final Deployed deployed) throws Exception {
    final Duration duration = Duration.ofMillis(LongRun.or(500, 10_000));
    final ServerJar server = running(deployed);
    try (Hog hog = Hog.start(server, 64 * WINDOW, SMALLEST);
        LightPeers light = LightPeers.start(server.port(), 10)) {
      final Duration serverBefore = cpu(server);
      final Duration hogBefore = hog.cpu();
      final long ackedBefore = hog.acked();
      Await.within(duration, () -> false);
      final long acked = hog.acked() - ackedBefore;
      final Duration serverCpu = cpu(server).minus(serverBefore);
      final Duration hogCpu = hog.cpu().minus(hogBefore);
      final LightPeers.Waits waits = light.stop();
      assertThat(acked).isPositive();
      System.out.printf(
          "%s: %d smallest Submits in %d ms, CPU of the server %d ms, of the peer %d ms; beside: %s%n",
          deployed, acked, duration.toMillis(), serverCpu.toMillis(), hogCpu.toMillis(), waits);
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("R17: one peer with a window of 10 000 and 100 light ones, which are all served")
  void shouldServeLightPeersWhenOneIsGreedy(final Deployed deployed) throws Exception {
    final Duration duration = Duration.ofMillis(LongRun.or(300, 10_000));
    final ServerJar server = running(deployed);
    LightPeers.during(server.port(), LIGHT_PEERS, Duration.ofMillis(LongRun.or(0, 3_000)));
    final LightPeers.Waits alone = LightPeers.during(server.port(), LIGHT_PEERS, duration);
    try (Hog hog = Hog.start(server, WINDOW, USUAL)) {
      final long ackedBefore = hog.acked();
      final LightPeers.Waits beside = LightPeers.during(server.port(), LIGHT_PEERS, duration);
      final long acked = hog.acked() - ackedBefore;
      assertThat(acked).isPositive();
      System.out.printf("%s: light peers alone: %s%n", deployed, alone);
      System.out.printf(
          "%s: beside one with a window of %d (%d acked): %s%n", deployed, WINDOW, acked, beside);
    }
  }

  private static ServerJar running(final Deployed deployed) throws IOException {
    if (!SERVERS.containsKey(deployed)) {
      SERVERS.put(deployed, deployed.start("--io-threads", "1"));
    }
    return SERVERS.get(deployed);
  }

  private static Duration cpu(final ServerJar server) {
    return ProcessHandle.of(server.pid()).orElseThrow().info().totalCpuDuration().orElseThrow();
  }

  /** Sends whenever its window has room, and checks every ack. */
  private static final class Hog implements AutoCloseable {
    private final RawPeer peer;
    private final Semaphore room;
    private final byte[] submits;
    private final byte[] acks = RawPeer.ackFrames(0, BATCH);
    private final Thread sender = new Thread(this::send, "hog-sends");
    private final Thread receiver = new Thread(this::receive, "hog-receives");
    private final CompletableFuture<Void> wrong = new CompletableFuture<>();
    private volatile long acked;
    private volatile boolean over;

    private Hog(final RawPeer peer, final int window, final byte[] payload) {
      this.peer = peer;
      this.room = new Semaphore(window);
      this.submits = RawPeer.submitFrames(0, BATCH, payload);
    }

    /** Returns once it has been acked for the first time. */
    static Hog start(final ServerJar server, final int window, final byte[] payload)
        throws IOException {
      final Hog hog = new Hog(RawPeer.connect(server.port()), window, payload);
      hog.sender.setDaemon(true);
      hog.receiver.setDaemon(true);
      hog.sender.start();
      hog.receiver.start();
      Await.until(() -> hog.acked() > 0, () -> "no ack comes");
      return hog;
    }

    private void send() {
      try {
        while (!over) {
          room.acquire(BATCH);
          peer.send(submits);
        }
      } catch (final IOException | InterruptedException ended) {
        wrong.completeExceptionally(ended);
      }
    }

    private void receive() {
      try {
        while (!over) {
          if (!Arrays.equals(peer.receive(BATCH * FrameDescriptor.ACK_LENGTH), acks)) {
            throw new IOException("a wrong ack");
          }
          acked += BATCH;
          room.release(BATCH);
        }
      } catch (final IOException ended) {
        wrong.completeExceptionally(ended);
      }
    }

    /** So far; fails if it has been cut, or an ack was wrong. */
    long acked() {
      wrong.getNow(null);
      return acked;
    }

    /** Of both its threads. */
    Duration cpu() {
      final var threads = ManagementFactory.getThreadMXBean();
      return Duration.ofNanos(
          threads.getThreadCpuTime(sender.getId()) + threads.getThreadCpuTime(receiver.getId()));
    }

    @Override
    public void close() throws IOException {
      over = true;
      sender.interrupt();
      peer.close();
    }
  }
}
