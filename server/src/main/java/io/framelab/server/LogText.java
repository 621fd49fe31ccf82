package io.framelab.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.LayoutBase;
import ch.qos.logback.core.util.CachingDateFormatter;

/**
 * The log for people: {@code 12:34:56.789 INFO ServeCommand draining, at most 30s}. A message is
 * printable ASCII on one line, whoever it quotes: whatever else is in it becomes a question mark.
 * So nobody can have the log say what did not happen, or write to the terminal of its reader. Only
 * the frames of a stack trace have lines of their own. For Logback.
 */
final class LogText extends LayoutBase<ILoggingEvent> {
  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_PRINTABLE = '~';

  /** A handler may quote a whole payload. */
  private static final int MAX_LENGTH = 2_000;

  /** The longest name of a level, so that messages stand below each other. */
  private static final int LEVEL_LENGTH = 5;

  private final CachingDateFormatter time = new CachingDateFormatter("HH:mm:ss.SSS");

  @Override
  public String doLayout(final ILoggingEvent event) {
    final StringBuilder text = new StringBuilder(256);
    text.append(time.format(event.getTimeStamp())).append(' ');
    final String level = event.getLevel().toString();
    text.append(level).append(" ".repeat(Math.max(0, LEVEL_LENGTH - level.length()) + 1));
    final String logger = event.getLoggerName();
    text.append(logger.substring(logger.lastIndexOf('.') + 1)).append(' ');
    appendPrintable(text, event.getFormattedMessage());
    text.append(System.lineSeparator());
    if (event.getThrowableProxy() != null) {
      appendTrace(text, "", event.getThrowableProxy());
    }
    return text.toString();
  }

  /** As the JDK prints it; Logback has cut cycles already. */
  private static void appendTrace(
      final StringBuilder text, final String role, final IThrowableProxy thrown) {
    text.append(role).append(thrown.getClassName());
    if (thrown.getMessage() != null) {
      text.append(": ");
      appendPrintable(text, thrown.getMessage());
    }
    text.append(System.lineSeparator());
    final StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    final int own = frames == null ? 0 : frames.length - thrown.getCommonFrames();
    for (int i = 0; i < own; i++) {
      text.append("\tat ").append(frames[i].getStackTraceElement()).append(System.lineSeparator());
    }
    if (thrown.getCommonFrames() > 0) {
      text.append("\t... ").append(thrown.getCommonFrames()).append(" common frames omitted");
      text.append(System.lineSeparator());
    }
    if (thrown.getSuppressed() != null) {
      for (final IThrowableProxy suppressed : thrown.getSuppressed()) {
        appendTrace(text, "Suppressed: ", suppressed);
      }
    }
    if (thrown.getCause() != null) {
      appendTrace(text, "Caused by: ", thrown.getCause());
    }
  }

  private static void appendPrintable(final StringBuilder text, final String message) {
    final int length = Math.min(MAX_LENGTH, message.length());
    for (int i = 0; i < length; i++) {
      final char c = message.charAt(i);
      text.append(c < FIRST_PRINTABLE || c > LAST_PRINTABLE ? '?' : c);
    }
    if (length < message.length()) {
      text.append("... (").append(message.length()).append(" characters)");
    }
  }
}
