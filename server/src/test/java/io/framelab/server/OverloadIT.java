package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.LongRun;
import io.framelab.codec.RawPeer;
import io.framelab.server.core.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** More Submits than the handlers can answer. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class OverloadIT {
  private static final int WORKERS = 4;
  private static final int QUEUE = 256;
  private static final int CONNECTIONS = 20;
  private static final byte[] PAYLOAD = new byte[5];
  private static final double NS_PER_MS = 1e6;

  /** Twice what workers can do that need a millisecond for each. */
  private static final int OFFERED_PER_SECOND = 2 * WORKERS * 1_000;

  /** Enough to keep all workers busy, and less than the queue. */
  private static final int FULL = QUEUE / 2;

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "H03: twice as many Submits as the workers can do: they do as many as before, the rest is busy")
  void shouldServeAsManyWhenTwiceAsManyCome(final Deployed deployed) throws Exception {
    final int seconds = LongRun.or(1, 10);
    try (ServerJar server =
        deployed.start(
            "--workers",
            Integer.toString(WORKERS),
            "--worker-queue",
            Integer.toString(QUEUE),
            "--handler",
            SlowHandler.class.getName(),
            "--handler-path",
            Path.of("target", "test-classes").toString())) {
      capacity(server, 1);
      final double capacity = capacity(server, seconds);
      final List<Client> clients = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        clients.add(new Client(server.port(), OFFERED_PER_SECOND / (double) CONNECTIONS, seconds));
      }
      for (final Client client : clients) {
        client.join();
      }
      final long served = clients.stream().mapToLong(client -> client.served.size()).sum();
      final long busy = clients.stream().mapToLong(client -> client.busy).sum();
      final long[] waitsNs =
          clients.stream()
              .flatMap(client -> client.served.stream())
              .mapToLong(ns -> ns)
              .sorted()
              .toArray();
      final double p99Ms = waitsNs[waitsNs.length * 99 / 100] / NS_PER_MS;
      System.out.printf(
          "%s: capacity %.0f/s; of %d/s for %d s %.0f/s were served (%.3f of it), %d busy, p99 of what is served %.0f ms%n",
          deployed,
          capacity,
          OFFERED_PER_SECOND,
          seconds,
          served / (double) seconds,
          served / seconds / capacity,
          busy,
          p99Ms);
      assertThat(busy).isPositive();
      assertThat(served + busy).isEqualTo(clients.stream().mapToLong(client -> client.sent).sum());
      assertThat(server.metric("tcp_server_worker_queue_depth")).isZero();
    }
  }

  /** Acks a second with always as many Submits under way, none of them busy. */
  private static double capacity(final ServerJar server, final int seconds) throws IOException {
    final byte[] one = RawPeer.submitFrame(1, PAYLOAD);
    try (RawPeer peer = RawPeer.connect(server.port())) {
      peer.send(RawPeer.submitFrames(1, FULL, PAYLOAD));
      final long startedNs = System.nanoTime();
      long acks = 0;
      while (System.nanoTime() - startedNs < TimeUnit.SECONDS.toNanos(seconds)) {
        assertThat(peer.receive(FrameDescriptor.ACK_LENGTH)[FrameDescriptor.ACK_LENGTH - 1])
            .isEqualTo((byte) ResultCode.OK);
        peer.send(one);
        acks++;
      }
      final double perSecond = acks / ((System.nanoTime() - startedNs) / 1e9);
      peer.halfClose().receiveToEnd();
      return perSecond;
    }
  }

  /** Sends Submits when they are due, whatever comes back, and notes when acks come. */
  private static final class Client {
    private final List<Long> served = new ArrayList<>();
    private final RawPeer peer;
    private final Thread writer;
    private final Thread reader;
    private final double perSecond;
    private final int count;
    private final long startedNs = System.nanoTime();
    private volatile long sent;
    private long busy;
    private volatile Throwable wrong;

    Client(final int port, final double perSecond, final int seconds) throws IOException {
      this.peer = RawPeer.connect(port);
      this.perSecond = perSecond;
      this.count = (int) (perSecond * seconds);
      this.writer = new Thread(this::write);
      this.reader = new Thread(this::read);
      writer.start();
      reader.start();
    }

    void join() throws Exception {
      writer.join();
      reader.join();
      peer.close();
      assertThat(wrong).isNull();
    }

    private long dueNs(final long number) {
      return startedNs + (long) (number / perSecond * 1e9);
    }

    private void write() {
      try {
        for (int number = 0; number < count; number++) {
          final long earlyNs = dueNs(number) - System.nanoTime();
          if (earlyNs > 0) {
            LockSupport.parkNanos(earlyNs);
          }
          peer.submit(number, PAYLOAD);
          sent = number + 1;
        }
        peer.halfClose();
      } catch (final IOException e) {
        wrong = e;
      }
    }

    private void read() {
      try {
        for (long number = 0; number < count; number++) {
          final byte[] ack = peer.receive(FrameDescriptor.ACK_LENGTH);
          final byte result = ack[FrameDescriptor.ACK_LENGTH - 1];
          ack[FrameDescriptor.ACK_LENGTH - 1] = ResultCode.OK;
          assertThat(Arrays.equals(ack, RawPeer.ackFrames(number, 1))).isTrue();
          if (result == ResultCode.OK) {
            served.add(System.nanoTime() - dueNs(number));
          } else {
            assertThat(result).isEqualTo((byte) ResultCode.BUSY);
            busy++;
          }
        }
      } catch (final IOException | AssertionError e) {
        wrong = e;
      }
    }
  }
}
