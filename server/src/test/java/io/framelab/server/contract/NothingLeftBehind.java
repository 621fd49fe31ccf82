package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.util.LeakPresenceDetector;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/**
 * Fails a test that leaves one of Netty's buffers unreleased, or a warning in the log that it does
 * not {@linkplain ExpectsWarnings expect}. The test closes its server before it ends.
 */
final class NothingLeftBehind implements BeforeEachCallback, AfterEachCallback {
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @Override
  public void beforeEach(final ExtensionContext context) {
    log.start();
    root().addAppender(log);
  }

  @Override
  public void afterEach(final ExtensionContext context) {
    root().detachAppender(log);
    LeakPresenceDetector.check();
    if (!context.getRequiredTestMethod().isAnnotationPresent(ExpectsWarnings.class)) {
      assertThat(log.list)
          .as("what was logged")
          .noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
    }
    log.list.clear();
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}
