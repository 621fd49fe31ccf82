package io.framelab.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/PROTOCOL.md says what the code does. */
class ProtocolPageTest {
  private static String page;

  @BeforeAll
  static void readPage() throws IOException {
    page = Files.readString(Path.of("..", "docs", "PROTOCOL.md"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        GoldenBytes.SUBMIT_HELLO,
        GoldenBytes.SUBMIT_ACK_OK,
        GoldenBytes.SUBMIT_EMPTY,
        GoldenBytes.CONN_EMPTY,
        GoldenBytes.CONN_ACK_OK
      })
  void shouldPrintTheGoldenBytesThatTestsUse(final String golden) {
    assertThat(page).contains("`" + golden + "`");
  }

  @ParameterizedTest
  @EnumSource(ProtocolException.Reason.class)
  void shouldListEveryReasonForEndingAConnection(final ProtocolException.Reason reason) {
    assertThat(page).contains("| `" + reason.label() + "` |");
  }

  @ParameterizedTest
  @EnumSource(CommandId.class)
  void shouldListEveryCommand(final CommandId command) {
    assertThat(page).contains("| `0x%02X` |".formatted(command.code()));
  }

  @Test
  void shouldListNoReasonThatDoesNotExist() {
    final long rows = page.lines().dropWhile(line -> !line.startsWith("| reason")).skip(2).count();
    assertThat(rows).isEqualTo(ProtocolException.Reason.values().length);
  }
}
