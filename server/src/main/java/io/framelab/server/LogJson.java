package io.framelab.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/**
 * The log for machines: an object a line, with {@code timestamp} (UTC), {@code level}, {@code
 * logger}, {@code thread}, {@code message}, and {@code stackTrace} if there is one. Each field says
 * what the {@linkplain LogText text} would, so it does no harm where somebody prints it after all;
 * Logback's own encoder writes what is beyond ASCII as it is, and traces as trees. For Logback.
 */
final class LogJson extends LogLines {
  /** Always of the same length. */
  private static final DateTimeFormatter TIMESTAMP =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

  LogJson() {}

  @Override
  void append(final StringBuilder lines, final ILoggingEvent event) {
    lines.append("{\"timestamp\":\"");
    TIMESTAMP.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), lines);
    lines.append("\",\"level\":\"").append(event.getLevel()).append('"');
    appendField(lines, "logger", event.getLoggerName());
    appendField(lines, "thread", event.getThreadName());
    appendField(lines, "message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      final StringBuilder trace = new StringBuilder();
      appendTrace(trace, event.getThrowableProxy());
      lines.append(",\"stackTrace\":");
      appendQuoted(lines, trace);
    }
    lines.append("}\n");
  }

  private static void appendField(
      final StringBuilder lines, final String name, final String value) {
    final StringBuilder printable = new StringBuilder();
    appendPrintable(printable, value);
    lines.append(",\"").append(name).append("\":");
    appendQuoted(lines, printable);
  }

  /** All is printable already, but for the line ends and tabs of a trace. */
  private static void appendQuoted(final StringBuilder lines, final StringBuilder printable) {
    lines.append('"');
    for (int i = 0; i < printable.length(); i++) {
      final char c = printable.charAt(i);
      switch (c) {
        case '\n' -> lines.append("\\n");
        case '\t' -> lines.append("\\t");
        case '"', '\\' -> lines.append('\\').append(c);
        default -> lines.append(c);
      }
    }
    lines.append('"');
  }
}
