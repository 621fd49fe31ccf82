package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.GoldenBytes;
import io.framelab.codec.Packet;
import io.framelab.codec.RawPeer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What must hold of every engine when it is started as a user starts it. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class ServerJarIT {
  private static final int SUBMITS = 10_000;
  private static final int CONNECTIONS = 100;
  private static final int WINDOW = 100;
  private static final int ROUNDS = 5;
  private static final byte[] PAYLOAD = new byte[18];

  /** One process for each engine, where a test does not need its own. */
  private static final Map<Engine, ServerJar> SERVERS = new EnumMap<>(Engine.class);

  /** Idle by now, and with all that load behind them. */
  @AfterAll
  static void shouldDrainAndExitWithZeroOnSigtermWhatServedTheTests() throws InterruptedException {
    try {
      SERVERS.values().forEach(ServerJar::terminate);
      for (final ServerJar server : SERVERS.values()) {
        assertThat(server.awaitExit()).as(server.engine()).isZero();
      }
    } finally {
      SERVERS.values().forEach(ServerJar::close);
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void shouldAckEverySubmitWhenTheWindowIsOne(final Engine engine) throws Exception {
    try (RawPeer peer = RawPeer.connect(running(engine).port())) {
      for (long id = 0; id < SUBMITS; id++) {
        peer.submit(id, PAYLOAD);
        assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(id, 0));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void shouldKeepTheOrderOfManyConnectionsWhenWindowsAreFull(final Engine engine) throws Exception {
    final ExecutorService clients = Executors.newFixedThreadPool(CONNECTIONS);
    try {
      final int port = running(engine).port();
      final List<Future<?>> runs = new ArrayList<>();
      for (int i = 0; i < CONNECTIONS; i++) {
        final long firstId = (long) i << Integer.SIZE;
        runs.add(clients.submit(windows(port, firstId)));
      }
      for (final Future<?> run : runs) {
        run.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void shouldAckSubmitsThatComeByteByByte(final Engine engine) throws Exception {
    try (RawPeer peer = RawPeer.connect(running(engine).port())) {
      for (int i = 0; i < WINDOW; i++) {
        peer.sendByteByByte(GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO));
      }
      for (int i = 0; i < WINDOW; i++) {
        assertThat(peer.receive(FrameDescriptor.ACK_LENGTH))
            .isEqualTo(GoldenBytes.bytes(GoldenBytes.SUBMIT_ACK_OK));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void shouldCloseOnlyTheConnectionWhoseLengthIsMalformed(final Engine engine) throws Exception {
    final int port = running(engine).port();
    try (RawPeer bystander = RawPeer.connect(port)) {
      for (final int length : new int[] {12, 0, -1, Integer.MAX_VALUE}) {
        try (RawPeer peer = RawPeer.connect(port)) {
          peer.send(RawPeer.submitFrames(1, WINDOW, PAYLOAD)).send("%08x".formatted(length));
          peer.send(RawPeer.submitFrames(1, WINDOW, PAYLOAD));
          assertAcks(peer, 1, WINDOW);
          assertThat(peer.receiveToEnd()).as("after length %d", length).isEmpty();
        }
      }
      bystander.submit(7, PAYLOAD);
      assertThat(bystander.receiveAck()).isEqualTo(new Packet.SubmitAck(7, 0));
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void shouldAckEverySubmitWhenClientHalfCloses(final Engine engine) throws Exception {
    try (RawPeer peer = RawPeer.connect(running(engine).port())) {
      peer.send(RawPeer.submitFrames(1, SUBMITS, PAYLOAD)).halfClose();
      assertAcks(peer, 1, SUBMITS);
      assertThat(peer.receiveToEnd()).isEmpty();
    }
  }

  /** One process shows both, since each costs a start of its own. */
  @ParameterizedTest
  @EnumSource(Engine.class)
  void shouldKeepTheOrderOfLateAnswersThenDrainAndExitWithZeroOnSigterm(final Engine engine)
      throws Exception {
    try (ServerJar server = start(engine, "--service-time", "wait:1ms");
        RawPeer idle = RawPeer.connect(server.port());
        RawPeer peer = RawPeer.connect(server.port())) {
      peer.send(RawPeer.submitFrames(1, 2 * WINDOW, PAYLOAD));
      assertAcks(peer, 1, 2 * WINDOW);
      server.terminate();
      assertThat(peer.receiveToEnd()).isEmpty();
      assertThat(idle.receiveToEnd()).isEmpty();
      peer.halfClose();
      idle.halfClose();
      assertThat(server.awaitExit()).isZero();
      assertThat(server.stderr()).doesNotContain("WARN").doesNotContain("Exception");
    }
  }

  private static ServerJar running(final Engine engine) throws IOException {
    if (!SERVERS.containsKey(engine)) {
      SERVERS.put(engine, start(engine));
    }
    return SERVERS.get(engine);
  }

  private static ServerJar start(final Engine engine, final String... flags) throws IOException {
    final List<String> all = new ArrayList<>(List.of("--engine", engine.engineName()));
    all.addAll(List.of(flags));
    return ServerJar.start(all.toArray(new String[0]));
  }

  private static Callable<Void> windows(final int port, final long firstId) {
    return () -> {
      try (RawPeer peer = RawPeer.connect(port)) {
        for (int round = 0; round < ROUNDS; round++) {
          final long id = firstId + (long) round * WINDOW;
          peer.send(RawPeer.submitFrames(id, WINDOW, PAYLOAD));
          assertAcks(peer, id, WINDOW);
        }
      }
      return null;
    };
  }

  private static void assertAcks(final RawPeer peer, final long firstId, final int count)
      throws IOException {
    for (long id = firstId; id < firstId + count; id++) {
      assertThat(peer.receiveAck()).isEqualTo(new Packet.SubmitAck(id, 0));
    }
  }
}
