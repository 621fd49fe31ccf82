package io.framelab.server;

import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;

/**
 * The log for machines: an object a line, as Logback writes it, with what is not printable ASCII
 * escaped, so that it does no harm where somebody reads it after all. For Logback.
 */
final class LogJson extends JsonEncoder {
  LogJson() {
    setWithSequenceNumber(false);
    setWithNanoseconds(false);
    setWithContext(false);
    setWithMarkers(false);
    setWithMDC(false);
    setWithKVPList(false);
    setWithMessage(false);
    setWithFormattedMessage(true);
    setWithArguments(false);
  }

  @Override
  public byte[] encode(final ILoggingEvent event) {
    final String line = new String(super.encode(event), StandardCharsets.UTF_8);
    return escaped(line).getBytes(StandardCharsets.US_ASCII);
  }

  private static String escaped(final String line) {
    final StringBuilder escaped = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      final char c = line.charAt(i);
      if (c > '~') {
        escaped.append("\\u%04x".formatted((int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
