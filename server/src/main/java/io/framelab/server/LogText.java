package io.framelab.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.util.CachingDateFormatter;

/**
 * The log for people: {@code 12:34:56.789 INFO ServeCommand draining, at most 30s}. A stack trace
 * has lines of its own below, which look like no event. For Logback.
 */
final class LogText extends LogLines {
  private static final int LONGEST_LEVEL = "ERROR".length();

  private final CachingDateFormatter time = new CachingDateFormatter("HH:mm:ss.SSS");

  LogText() {}

  @Override
  void append(final StringBuilder lines, final ILoggingEvent event) {
    lines.append(time.format(event.getTimeStamp())).append(' ');
    final String level = event.getLevel().toString();
    lines.append(level).append(" ".repeat(LONGEST_LEVEL - level.length() + 1));
    final String logger = event.getLoggerName();
    appendPrintable(lines, logger.substring(logger.lastIndexOf('.') + 1));
    lines.append(' ');
    appendPrintable(lines, event.getFormattedMessage());
    lines.append('\n');
    if (event.getThrowableProxy() != null) {
      appendTrace(lines, event.getThrowableProxy());
    }
  }
}
