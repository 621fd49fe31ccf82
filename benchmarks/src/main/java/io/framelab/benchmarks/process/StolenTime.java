package io.framelab.benchmarks.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What the host of a virtual machine gave to others while this one wanted to run. Figures of a time
 * when that was much are of the neighbours. Immutable: any thread may use it.
 */
public final class StolenTime {
  private static final Path STAT = Path.of("/proc/stat");

  /** Fields of the first line behind its name, as proc(5) has them: user … softirq, steal. */
  private static final int STEAL = 7;

  /** What comes behind steal is in user time already. */
  private static final int FIELDS = 8;

  private final long[] begin;

  private StolenTime(final long[] begin) {
    this.begin = begin;
  }

  /**
   * Begins.
   *
   * @return since now.
   */
  public static StolenTime begin() {
    return new StolenTime(ticks());
  }

  /**
   * What was stolen since.
   *
   * @return as share of the time of all processors, from 0 to 1; null if the system does not tell.
   */
  public Double share() {
    final long[] end = ticks();
    return begin.length < FIELDS || end.length < FIELDS ? null : share(begin, end);
  }

  /** Of two readings; nothing if no tick lies between them. */
  static double share(final long[] begin, final long[] end) {
    final long all = Arrays.stream(end).sum() - Arrays.stream(begin).sum();
    return all <= 0 ? 0 : Math.min(1, Math.max(0, (double) (end[STEAL] - begin[STEAL]) / all));
  }

  /** Of all processors together; empty if the system does not tell. */
  private static long[] ticks() {
    try (Stream<String> lines = Files.lines(STAT)) {
      return parse(lines.findFirst().orElse(""));
    } catch (final IOException | NumberFormatException e) {
      return new long[0];
    }
  }

  /** The first line: {@code cpu user nice system idle iowait irq softirq steal guest …}. */
  static long[] parse(final String line) {
    return Arrays.stream(line.trim().split("\\s+"))
        .skip(1)
        .limit(FIELDS)
        .mapToLong(Long::parseLong)
        .toArray();
  }
}
