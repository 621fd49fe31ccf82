package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.ProtocolException.Reason;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CommandIdTest {
  private static final Map<Integer, CommandId> KNOWN =
      Map.of(
          0x01, CommandId.CONN,
          0x02, CommandId.SUBMIT,
          0x80, CommandId.CONN_ACK,
          0x81, CommandId.SUBMIT_ACK);

  @Test
  @DisplayName("F10: all 256 command bytes, four of them known")
  void shouldKnowFourOfAllBytes() {
    for (int code = 0; code <= 0xFF; code++) {
      final int unsignedByte = code;
      if (KNOWN.containsKey(code)) {
        assertThat(CommandId.of(code)).isEqualTo(KNOWN.get(code));
        assertThat(CommandId.of(code).code()).isEqualTo(code);
      } else {
        assertThatThrownBy(() -> CommandId.of(unsignedByte))
            .as("command byte %02x", code)
            .isInstanceOfSatisfying(
                ProtocolException.class,
                e -> assertThat(e.reason()).isEqualTo(Reason.UNKNOWN_COMMAND));
      }
    }
  }

  @Test
  void shouldTellClientsCommandsFromServers() {
    assertThat(CommandId.CONN.fromClient()).isTrue();
    assertThat(CommandId.SUBMIT.fromClient()).isTrue();
    assertThat(CommandId.CONN_ACK.fromClient()).isFalse();
    assertThat(CommandId.SUBMIT_ACK.fromClient()).isFalse();
  }
}
