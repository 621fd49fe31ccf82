package io.framelab.server;

import ch.qos.logback.classic.ClassicConstants;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.ConsoleTarget;
import ch.qos.logback.core.spi.ContextAwareBase;
import org.slf4j.LoggerFactory;

/**
 * Sets up logging: to stderr, because stdout belongs to the ready line. Code and not logback.xml,
 * because a server would spend a good part of its start on reading XML; whoever brings a file of
 * their own, as a resource or by {@code -Dlogback.configurationFile}, has it read. Found by
 * Logback.
 */
public final class LogToStderr extends ContextAwareBase implements Configurator {
  private static final String APPENDER = "STDERR";

  /** For Logback. */
  public LogToStderr() {}

  @Override
  public ExecutionStatus configure(final LoggerContext context) {
    if (isThereAFile()) {
      return ExecutionStatus.INVOKE_NEXT_IF_ANY;
    }
    final ConsoleAppender<ILoggingEvent> stderr = new ConsoleAppender<>();
    stderr.setContext(context);
    stderr.setName(APPENDER);
    stderr.setTarget(ConsoleTarget.SystemErr.getName());
    stderr.setEncoder(started(LogFormat.TEXT, context));
    stderr.start();
    final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.INFO);
    root.addAppender(stderr);
    context.getLogger("io.netty").setLevel(Level.WARN);
    return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
  }

  /**
   * Changes the format. For the main thread, before there are others.
   *
   * @param format from here on.
   * @return false if logging is set up by somebody else, who decides that.
   */
  static boolean use(final LogFormat format) {
    final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(APPENDER) instanceof ConsoleAppender<ILoggingEvent> stderr
        && stderr.getEncoder() instanceof LogLines) {
      stderr.setEncoder(started(format, context));
      return true;
    }
    return false;
  }

  private static LogLines started(final LogFormat format, final LoggerContext context) {
    final LogLines lines = format.lines();
    lines.setContext(context);
    lines.start();
    return lines;
  }

  private static boolean isThereAFile() {
    final ClassLoader classes = LogToStderr.class.getClassLoader();
    return System.getProperty(ClassicConstants.CONFIG_FILE_PROPERTY) != null
        || classes.getResource(ClassicConstants.TEST_AUTOCONFIG_FILE) != null
        || classes.getResource(ClassicConstants.AUTOCONFIG_FILE) != null;
  }
}
