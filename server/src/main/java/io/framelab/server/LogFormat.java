package io.framelab.server;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import io.framelab.cli.RunFailure;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** How a server logs. For the main thread. */
enum LogFormat {
  /** For people. */
  TEXT {
    @Override
    Encoder<ILoggingEvent> encoder() {
      final LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
      encoder.setLayout(new LogText());
      return encoder;
    }
  },
  /** For machines. */
  JSON {
    @Override
    Encoder<ILoggingEvent> encoder() {
      return new LogJson();
    }
  };

  /** A fresh one, not started. */
  abstract Encoder<ILoggingEvent> encoder();

  /** Logs like this from here on, unless that is so already. */
  void use() {
    if (this == TEXT) {
      return;
    }
    final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    final Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    if (!(root.getAppender(LogToStderr.APPENDER) instanceof ConsoleAppender<ILoggingEvent> ours)) {
      throw RunFailure.usage(
          "--log-format '"
              + label()
              + "': a Logback configuration of yours says how to log; say it there");
    }
    final Encoder<ILoggingEvent> encoder = encoder();
    encoder.setContext(context);
    encoder.start();
    ours.setEncoder(encoder);
  }

  private String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
