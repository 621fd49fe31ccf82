package io.framelab.server;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Sets up logging: to stderr, because stdout belongs to the ready line. Code and not logback.xml,
 * because a server would spend a good part of its start on reading XML; whoever brings a file of
 * their own, as a resource or by {@code -Dlogback.configurationFile}, has it read. Found by
 * Logback.
 */
public final class LogToStderr extends ContextAwareBase implements Configurator {
  /** What writes to stderr. */
  static final String APPENDER = "STDERR";

  /** For Logback. */
  public LogToStderr() {}

  @Override
  public ExecutionStatus configure(final LoggerContext context) {
    if (isThereAFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    final Encoder<ILoggingEvent> encoder = LogFormat.TEXT.encoder();
    encoder.setContext(context);
    encoder.start();
    final ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setName(APPENDER);
    stderr.setTarget(ConsoleTarget.SystemErr.getName());
    stderr.setEncoder(encoder);
    stderr.start();
    final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(stderr);
    context.getLogger("io.netty").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  private static boolean isThereAFile() {
    final ClassLoader classes = LogToStderr.class.getClassLoader();
    return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || classes.getResource(ClassicConstants.TEST_AUTOCONFIG_FILE) != null
        || classes.getResource(ClassicConstants.AUTOCONFIG_FILE) != null;
  }
}
