package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.framelab.codec.Await;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.RunningEngine;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import io.framelab.server.core.ThreadKind;
import io.framelab.server.core.Threads;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelInitializer;
import io.netty.util.LeakPresenceDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What becomes of a connection, and of all others, when a buffer cannot be had. */
@Timeout(60)
class NoMemoryTest {
  /** Warns of each connection that could not even be prepared. */
  private static final Logger INITIALIZER_LOG =
      (Logger) LoggerFactory.getLogger(ChannelInitializer.class);

  private static final int SUBMITS = 6;
  private static final byte[] ALL_ACKS = RawPeer.ackFrames(0, SUBMITS);
  private static final byte[] LONG_PAYLOAD = new byte[5_000];

  /** Answered from another thread. */
  private static final long LATE_ID = 3;

  private final FailingAllocator allocator = new FailingAllocator();
  private final Queue<Throwable> told = new ConcurrentLinkedQueue<>();
  private final ExecutorService worker = Executors.newSingleThreadExecutor();

  @BeforeEach
  void hear() {
    INITIALIZER_LOG.setLevel(Level.OFF);
    Thread.setDefaultUncaughtExceptionHandler((thread, error) -> told.add(error));
  }

  @AfterEach
  void hearNoMore() {
    Thread.setDefaultUncaughtExceptionHandler(null);
    INITIALIZER_LOG.setLevel(null);
    worker.shutdownNow();
  }

  /** An engine like those of the ladder, but for its allocator. */
  interface Way {
    RunningEngine start(EngineContext context, ByteBufAllocator allocator) throws IOException;
  }

  static Stream<Arguments> ways() {
    return Stream.of(NettyTransport.values())
        .filter(NettyTransport::isAvailable)
        .flatMap(transport -> Stream.concat(channels(transport), bare(transport)));
  }

  private static Stream<Arguments> channels(final NettyTransport transport) {
    return Arrays.stream(WireHandlers.values())
        .map(
            handlers ->
                way(
                    handlers + " on " + transport,
                    (context, allocator) ->
                        NettyServer.start(context, transport, handlers, allocator)));
  }

  /** A ring reads into buffers of its own. */
  private static Stream<Arguments> bare(final NettyTransport transport) {
    return transport == NettyTransport.IO_URING
        ? Stream.empty()
        : Stream.of(true, false)
            .map(
                ownsBuffers ->
                    way(
                        (ownsBuffers ? "owned on " : "bare on ") + transport,
                        (context, allocator) ->
                            BareServer.start(context, transport, ownsBuffers, allocator)));
  }

  private static Arguments way(final String name, final Way way) {
    return arguments(name, way);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ways")
  @DisplayName("F21: the n-th buffer cannot be had, n = 1, 2, …: that connection ends, no other")
  void shouldEndThatConnectionAloneWhenABufferCannotBeHad(final String name, final Way way)
      throws Exception {
    final ServerConfig config =
        ServerConfig.of(new Factory(name, way))
            .port(0)
            .threads(new Threads(1, ThreadKind.PLATFORM));
    try (Server server = Server.start(config, this::answer)) {
      boolean spared = false;
      for (int n = 1; !spared; n++) {
        allocator.failAt(n);
        final byte[] acks = talk(server);
        Await.until(() -> server.counters().connected() == 0, () -> "a connection stayed open");
        spared = allocator.isSpared();

        assertThat(acks).as("n = %d", n).isEqualTo(Arrays.copyOf(ALL_ACKS, acks.length));
        assertThat(talk(server)).as("after n = %d", n).isEqualTo(ALL_ACKS);
      }
    }
    LeakPresenceDetector.check();
    assertThat(told)
        .isNotEmpty()
        .allSatisfy(error -> assertThat(error).hasMessage(FailingAllocator.MESSAGE));
  }

  private int answer(final Submission submission) {
    if (submission.id() != LATE_ID) {
      return ResultCode.OK;
    }
    final Deferral deferral = submission.defer();
    worker.execute(() -> deferral.complete(ResultCode.OK));
    return SubmitHandler.LATER;
  }

  /** Short frames, one that is split, and one behind it; returns the acks that came. */
  private static byte[] talk(final Server server) throws IOException {
    final ByteArrayOutputStream acks = new ByteArrayOutputStream();
    final byte[] split = RawPeer.submitFrame(SUBMITS - 2, LONG_PAYLOAD);
    try (RawPeer peer = RawPeer.connect(server.address().getPort())) {
      peer.send(RawPeer.submitFrames(0, SUBMITS - 2, new byte[9]));
      peer.send(Arrays.copyOf(split, 100));
      acks.writeBytes(peer.receiveUpTo((SUBMITS - 2) * FrameDescriptor.ACK_LENGTH));
      peer.send(Arrays.copyOfRange(split, 100, 2_000));
      peer.send(Arrays.copyOfRange(split, 2_000, split.length));
      peer.submit(SUBMITS - 1, new byte[0]).halfClose();
      acks.writeBytes(peer.receiveToEnd());
    } catch (final SocketException reset) {
      return acks.toByteArray();
    }
    return acks.toByteArray();
  }

  private final class Factory implements EngineFactory {
    private final String name;
    private final Way way;

    private Factory(final String name, final Way way) {
      this.name = name;
      this.way = way;
    }

    @Override
    public String engineName() {
      return name;
    }

    @Override
    public boolean isBlocking() {
      return false;
    }

    @Override
    public boolean isHardened() {
      return false;
    }

    @Override
    public RunningEngine start(final EngineContext context) throws IOException {
      return way.start(context, allocator);
    }
  }
}
