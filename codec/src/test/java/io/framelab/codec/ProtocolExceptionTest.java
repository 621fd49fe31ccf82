package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.ProtocolException.Reason;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProtocolExceptionTest {
  @Test
  void shouldSpellReasonsAsTheProtocolDoes() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::label))
        .containsExactlyInAnyOrder(
            "length_too_small",
            "length_too_large",
            "unknown_command",
            "server_command",
            "second_conn",
            "looks_like_tls",
            "looks_like_http");
  }
}
