package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.RawPeer;
import io.framelab.server.Engine;
import io.framelab.server.OwnedOnNio;
import io.framelab.server.core.ThreadKind;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engines that promise to allocate nothing for a request. */
@Timeout(40)
class AllocationContractTest {
  private static final int BATCH = 100;
  private static final int BATCHES = 500;

  /** The promise: less than a hundredth of a byte for each request. */
  private static final long MAX_BYTES = BATCH * BATCHES / 100;

  /** Until the JIT has compiled the way of a byte, interpreted code allocates here and there. */
  private static final int MAX_ROUNDS = 200;

  /** Virtual threads are missing: the JDK allocates when it parks and wakes them. */
  static Stream<EngineUnderTest> promising() {
    return Stream.of(Engine.REUSED, Engine.OWNED, new OwnedOnNio())
        .map(engine -> new EngineUnderTest(engine, ThreadKind.PLATFORM));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("promising")
  @ExtendWith(NothingLeftBehind.class)
  void shouldAllocateNothingForARequestOnceWarm(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine);
        RawPeer peer = server.connect()) {
      long bytes = Long.MAX_VALUE;
      for (int round = 0; round < MAX_ROUNDS && bytes >= MAX_BYTES; round++) {
        final long before = server.allocatedBytes();
        exchange(peer);
        bytes = server.allocatedBytes() - before;
      }
      assertThat(bytes).as("heap bytes for %d requests", BATCH * BATCHES).isLessThan(MAX_BYTES);
    }
  }

  /** Batches that arrive whole, so that no read splits a frame, which would have to be kept. */
  private static void exchange(final RawPeer peer) throws IOException {
    final byte[] submits = RawPeer.submitFrames(0, BATCH, new byte[18]);
    final byte[] acks = RawPeer.ackFrames(0, BATCH);
    for (int batch = 0; batch < BATCHES; batch++) {
      peer.send(submits);
      assertThat(peer.receive(acks.length)).isEqualTo(acks);
    }
  }
}
