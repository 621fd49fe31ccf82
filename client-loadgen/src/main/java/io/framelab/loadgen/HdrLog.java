package io.framelab.loadgen;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The times of a run as the interval log that HdrHistogram's own tools read: a line per interval of
 * the measured window and clock, tagged {@code response} or {@code service}, in nanoseconds. What
 * was acknowledged behind the window but intended in it makes a last line, so that the lines of a
 * tag add up to the result. The rig's thread only.
 */
final class HdrLog implements TimesSink, AutoCloseable {
  /** The log's times are those of a clock on the wall, in seconds. */
  private static final double MS_PER_SEC = 1e3;

  /** What the log's viewers divide by: times are nanoseconds, and shown in milliseconds. */
  private static final double NS_PER_MS = 1e6;

  private final PrintStream out;
  private final HistogramLogWriter writer;

  /**
   * Opens a log.
   *
   * @param file to write; what it held is lost.
   * @throws FileNotFoundException if it cannot be written.
   */
  HdrLog(final Path file) throws FileNotFoundException {
    out = new PrintStream(new FileOutputStream(file.toFile()), false, StandardCharsets.UTF_8);
    writer = new HistogramLogWriter(out);
  }

  @Override
  public void begin(final long epochMs) {
    writer.outputComment("[Times in ns by framelab load; tags: response, service]");
    writer.outputLogFormatVersion();
    writer.outputStartTime(epochMs);
    writer.outputBaseTime(epochMs);
    writer.outputLegend();
  }

  @Override
  public void interval(final long fromNs, final long toNs, final Times times) {
    if (times.response != null) {
      write("response", fromNs, toNs, times.response);
    }
    write("service", fromNs, toNs, times.service);
    out.flush();
  }

  private void write(
      final String tag, final long fromNs, final long toNs, final Histogram histogram) {
    histogram.setTag(tag);
    writer.outputIntervalHistogram(
        fromNs / NS_PER_MS / MS_PER_SEC, toNs / NS_PER_MS / MS_PER_SEC, histogram, NS_PER_MS);
  }

  @Override
  public void close() {
    out.close();
  }
}
