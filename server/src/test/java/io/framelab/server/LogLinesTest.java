package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What becomes of what others say when it is logged. */
@Timeout(60)
class LogLinesTest {
  private static final String EVIL = "a\r\n\u001b[2J\u009b\0\u00e9\u2028\ud800\"\\${jndi:x}";

  @Test
  void shouldWriteTextOnOneLineWithCodesForWhatIsNotPrintable() {
    assertThat(encode(LogFormat.TEXT, EVIL, null))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} WARN  LogLinesTest a[ -~]*\n")
        .endsWith(" a\\u000d\\u000a\\u001b[2J\\u009b\\u0000\\u00e9\\u2028\\ud800\"\\${jndi:x}\n");
  }

  @Test
  void shouldWriteAnObjectThatSaysWhatTheTextWould() {
    assertThat(encode(LogFormat.JSON, EVIL, null))
        .matches(
            "\\{\"timestamp\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",[ -~]*\\}\n")
        .contains(
            ",\"level\":\"WARN\",\"logger\":\"io.framelab.server.LogLinesTest\",\"thread\":\"t\\\\u000a\"")
        .endsWith(
            ",\"message\":\"a\\\\u000d\\\\u000a\\\\u001b[2J\\\\u009b\\\\u0000\\\\u00e9\\\\u2028\\\\ud800\\\"\\\\${jndi:x}\"}\n");
  }

  @Test
  void shouldWriteATraceAsTheJdkDoes() {
    final Throwable thrown = new IllegalStateException("outer", new RuntimeException("in\nner"));
    thrown.addSuppressed(new IllegalArgumentException());

    assertThat(encode(LogFormat.TEXT, "m", thrown).lines().skip(1))
        .startsWith("java.lang.IllegalStateException: outer")
        .contains("\tSuppressed: java.lang.IllegalArgumentException")
        .contains("Caused by: java.lang.RuntimeException: in\\u000aner")
        .allMatch(line -> line.matches("\t?(\tat |\t\\.\\.\\. |\\S)[ -~]*"));
    assertThat(encode(LogFormat.JSON, "m", thrown))
        .contains(",\"stackTrace\":\"java.lang.IllegalStateException: outer\\n\\tat io.framelab.")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("S06: one event is bounded, whatever is quoted, caused and suppressed")
  void shouldBoundAnEvent(final LogFormat format) {
    Throwable thrown = new IllegalStateException("innermost");
    for (int i = 0; i < 300; i++) {
      final Throwable outer = new IllegalStateException("\u00e9".repeat(1 << 16), thrown);
      outer.addSuppressed(new IllegalStateException("suppressed"));
      thrown = i % 2 == 0 ? outer : suppressing(outer);
    }
    final String line = encode(format, "x".repeat(1 << 20), thrown);

    assertThat(line).contains("... (1044480 more characters)", "... and more");
    assertThat(line.length()).isLessThan(128 * 1024);
  }

  @Test
  void shouldTellACircleOnce() {
    final Throwable one = new IllegalStateException("one");
    final Throwable other = new IllegalStateException("other", one);
    one.initCause(other);

    assertThat(encode(LogFormat.TEXT, "m", one)).containsOnlyOnce("IllegalStateException: other");
  }

  private static Throwable suppressing(final Throwable suppressed) {
    final Throwable thrown = new IllegalStateException("suppressing");
    thrown.addSuppressed(suppressed);
    return thrown;
  }

  private static String encode(
      final LogFormat format, final String message, final Throwable thrown) {
    final Logger logger = (Logger) LoggerFactory.getLogger(LogLinesTest.class);
    final LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, thrown, null);
    event.setThreadName("t\n");
    return new String(format.lines().encode(event), StandardCharsets.UTF_8);
  }
}
