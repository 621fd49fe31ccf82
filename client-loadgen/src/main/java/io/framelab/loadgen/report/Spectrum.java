package io.framelab.loadgen.report;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/**
 * A distribution of times in nanoseconds. Immutable: any thread may use it.
 *
 * @param count of values.
 * @param min smallest.
 * @param mean of all.
 * @param stdDev of all.
 * @param p50 median.
 * @param p90 percentile.
 * @param p99 percentile.
 * @param p999 percentile 99.9.
 * @param p9999 percentile 99.99.
 * @param max largest.
 * @param hdrBase64 the whole histogram, compressed, as HdrHistogram's own tools read it.
 */
public record Spectrum(
    long count,
    long min,
    long mean,
    long stdDev,
    long p50,
    long p90,
    long p99,
    long p999,
    long p9999,
    long max,
    String hdrBase64) {

  /**
   * Sums up a histogram.
   *
   * @param histogram of nanoseconds; only read.
   * @return its figures, zeros if it is empty.
   */
  public static Spectrum of(final Histogram histogram) {
    final boolean empty = histogram.getTotalCount() == 0;
    return new Spectrum(
        histogram.getTotalCount(),
        empty ? 0 : histogram.getMinValue(),
        empty ? 0 : Math.round(histogram.getMean()),
        empty ? 0 : Math.round(histogram.getStdDeviation()),
        histogram.getValueAtPercentile(50),
        histogram.getValueAtPercentile(90),
        histogram.getValueAtPercentile(99),
        histogram.getValueAtPercentile(99.9),
        histogram.getValueAtPercentile(99.99),
        histogram.getMaxValue(),
        base64(histogram));
  }

  /**
   * The whole distribution.
   *
   * @return a histogram of the caller's own.
   */
  public Histogram histogram() {
    try {
      return Histogram.decodeFromCompressedByteBuffer(
          ByteBuffer.wrap(Base64.getDecoder().decode(hdrBase64)), 0);
    } catch (final DataFormatException e) {
      throw new IllegalStateException("hdrBase64 holds no histogram", e);
    }
  }

  private static String base64(final Histogram histogram) {
    final ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
    final int length = histogram.encodeIntoCompressedByteBuffer(buffer);
    return Base64.getEncoder().encodeToString(Arrays.copyOf(buffer.array(), length));
  }
}
