package io.framelab.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Makes lines of what is logged, so that nobody can have the log say what did not happen, write to
 * the terminal of its reader, or fill the disk by one line. Whoever is quoted in a message or in an
 * exception: what comes out is printable ASCII, of a bounded length, and has line ends only where
 * the format has them. For Logback, which calls it from any thread, one at a time.
 */
abstract class LogLines extends EncoderBase<ILoggingEvent> {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] NOTHING = {};
  private static final int USUAL_LENGTH = 256;

  private static final char FIRST_PRINTABLE = ' ';
  private static final char LAST_PRINTABLE = '~';

  /** A frame may have 16 MiB, and a handler may quote all of it. */
  private static final int MAX_QUOTED = 4 * 1024;

  /** Causes and what they suppressed have no bound of their own. */
  private static final int MAX_TRACE = 32 * 1024;

  @Override
  public final byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public final byte[] footerBytes() {
    return NOTHING;
  }

  @Override
  public final byte[] encode(final ILoggingEvent event) {
    final StringBuilder lines = new StringBuilder(USUAL_LENGTH);
    append(lines, event);
    return lines.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Appends all lines of an event, the last with its end. */
  abstract void append(StringBuilder lines, ILoggingEvent event);

  /**
   * Appends a text of any origin: what is not printable as its code in hexadecimal, as Java spells
   * it, and what is too long cut.
   */
  static void appendPrintable(final StringBuilder lines, final String text) {
    final String whole = String.valueOf(text);
    final int length = Math.min(whole.length(), MAX_QUOTED);
    for (int i = 0; i < length; i++) {
      final char c = whole.charAt(i);
      if (c < FIRST_PRINTABLE || c > LAST_PRINTABLE) {
        lines.append("\\u").append(HEX.toHexDigits(c));
      } else {
        lines.append(c);
      }
    }
    if (length < whole.length()) {
      lines.append("... (").append(whole.length() - length).append(" more characters)");
    }
  }

  /** Appends a stack trace as the JDK prints it; Logback has cut circles already. */
  static void appendTrace(final StringBuilder lines, final IThrowableProxy thrown) {
    appendTrace(lines, "", "", thrown, lines.length() + MAX_TRACE);
  }

  /** Goes through causes in a loop, and deeper only for what was suppressed, until it is enough. */
  private static void appendTrace(
      final StringBuilder lines,
      final String indent,
      final String role,
      final IThrowableProxy thrown,
      final int end) {
    String caption = role;
    for (IThrowableProxy each = thrown; each != null; each = each.getCause()) {
      if (lines.length() > end) {
        lines.append(indent).append("\t... and more\n");
        return;
      }
      lines.append(indent).append(caption);
      appendPrintable(lines, head(each));
      lines.append('\n');
      appendFrames(lines, indent, each, end);
      for (final IThrowableProxy suppressed : each.getSuppressed()) {
        if (lines.length() <= end) {
          appendTrace(lines, indent + '\t', "Suppressed: ", suppressed, end);
        }
      }
      caption = "Caused by: ";
    }
  }

  private static void appendFrames(
      final StringBuilder lines, final String indent, final IThrowableProxy thrown, final int end) {
    final StackTraceElementProxy[] frames = thrown.getStackTraceElementProxyArray();
    final int own = frames.length - thrown.getCommonFrames();
    int told = 0;
    while (told < own && lines.length() <= end) {
      lines.append(indent).append("\tat ");
      appendPrintable(lines, frames[told++].getStackTraceElement().toString());
      lines.append('\n');
    }
    if (told < frames.length) {
      lines.append(indent).append("\t... ").append(frames.length - told).append(" more\n");
    }
  }

  /** What the exception says of itself, if that is something else than class and message. */
  private static String head(final IThrowableProxy thrown) {
    final String own = thrown.getOverridingMessage();
    return own == null ? thrown.getClassName() + ": " + thrown.getMessage() : own;
  }
}
