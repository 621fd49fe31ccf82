package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.ResultCode;
import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ReadTurnTest {
  private static final int SUBMITS_PER_READ = 4_096;

  /** Exactly as many bytes as a read may bring. */
  private static final byte[] READ =
      RawPeer.submitFrames(
          1,
          SUBMITS_PER_READ,
          new byte[BareBuffers.READ_BYTES / SUBMITS_PER_READ - FrameDescriptor.BODY_OFFSET]);

  private static final int READS = 40;

  @Test
  @DisplayName("R15, R17: however much a peer sends, others have their turn after sixteen reads")
  void shouldLetOthersHaveTheirTurnWhenAPeerFillsEveryRead() throws IOException {
    assertThat(READ).hasSize(BareBuffers.READ_BYTES);
    try (HandDrivenServer server = new HandDrivenServer(submission -> ResultCode.OK)) {
      final ScriptedPeer greedy = new ScriptedPeer(Integer.MAX_VALUE);
      final ScriptedConnection connection = server.bare().connect(greedy);
      for (int i = 0; i < READS; i++) {
        greedy.send(READ);
      }

      assertThat(connection.onTurn()).isTrue();
      assertThat(server.counters().total(ServerCounter.READS)).isEqualTo(16);
      while (connection.onTurn()) {
        server.runTasks();
      }
      assertThat(server.counters().total(ServerCounter.READS)).isEqualTo(READS);
      assertThat(greedy.acks()).isEqualTo(expectedAcks());

      greedy.end();
      assertThat(connection.onTurn()).isTrue();
      assertThat(greedy.closes()).isOne();
    }
  }

  private static byte[] expectedAcks() {
    final byte[] each = RawPeer.ackFrames(1, SUBMITS_PER_READ);
    final byte[] acks = new byte[READS * each.length];
    for (int i = 0; i < READS; i++) {
      System.arraycopy(each, 0, acks, i * each.length, each.length);
    }
    return acks;
  }
}
