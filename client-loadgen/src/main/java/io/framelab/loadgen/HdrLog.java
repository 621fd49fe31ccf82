package io.framelab.loadgen;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * The times of a run as the interval log that HdrHistogram's own tools read: a line per interval of
 * the measured window and clock, tagged {@code response} or {@code service}, in nanoseconds. What
 * was acknowledged behind the window but intended in it makes a last line, so that the lines of a
 * tag add up to the result. A log that cannot be written on ends there, while the run goes on: ask
 * {@link #failure()} when it is closed. The rig's thread only.
 */
final class HdrLog implements TimesSink, AutoCloseable {
  /** The log's times are those of a clock on the wall, in seconds. */
  private static final double MS_PER_SEC = 1e3;

  /** What the log's viewers divide by: times are nanoseconds, and shown in milliseconds. */
  private static final double NS_PER_MS = 1e6;

  private final Kept kept;
  private final PrintStream out;
  private final HistogramLogWriter writer;

  /**
   * Opens a log.
   *
   * @param file to write; what it held is lost.
   * @throws FileNotFoundException if it cannot be written.
   */
  HdrLog(final Path file) throws FileNotFoundException {
    kept = new Kept(new FileOutputStream(file.toFile()));
    out = new PrintStream(kept, false, StandardCharsets.UTF_8);
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

  /** Why the log is cut short; null if it is whole, as far as it was written by now. */
  String failure() {
    return kept.failure;
  }

  /** Remembers the first failure, which a {@link PrintStream} keeps to itself. */
  private static final class Kept extends OutputStream {
    private final OutputStream file;
    private String failure;

    Kept(final OutputStream file) {
      this.file = file;
    }

    @Override
    public void write(final int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(final byte[] bytes, final int offset, final int length) {
      if (failure == null) {
        tell(() -> file.write(bytes, offset, length));
      }
    }

    @Override
    public void close() {
      tell(file::close);
    }

    private void tell(final Step step) {
      try {
        step.take();
      } catch (final IOException e) {
        failure = failure == null ? e.getMessage() : failure;
      }
    }
  }

  /** Something that may fail. */
  private interface Step {
    void take() throws IOException;
  }
}
