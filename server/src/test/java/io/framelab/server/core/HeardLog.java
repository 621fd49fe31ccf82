package io.framelab.server.core;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Hears what a logger says, in place of stderr, until it is closed. Any thread may log. */
final class HeardLog implements AutoCloseable {
  private static final Pattern MORE =
      Pattern.compile(" \\((\\d+) more since the last such line\\)");

  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final Logger logger;
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(final ILoggingEvent event) {
          events.add(event);
        }
      };

  private HeardLog(final String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    logger.setAdditive(false);
    logger.addAppender(appender);
    appender.start();
  }

  static HeardLog of(final Class<?> type) {
    return new HeardLog(type.getName());
  }

  org.slf4j.Logger logger() {
    return logger;
  }

  List<ILoggingEvent> events() {
    return events;
  }

  /** Level and message of each. */
  List<String> lines() {
    return events.stream()
        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
        .toList();
  }

  /** The lines, and those that they say were held back. */
  long told() {
    long told = 0;
    for (final String line : lines()) {
      final Matcher more = MORE.matcher(line);
      told += more.find() ? Long.parseLong(more.group(1)) : 0;
      // What is told at the end has no event of its own.
      told += line.contains("rest") ? 0 : 1;
    }
    return told;
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }
}
