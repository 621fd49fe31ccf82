package io.framelab.benchmarks.process;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How much CPU time a process tree uses while something goes on. The scheduler counts every thread
 * in nanoseconds ({@code /proc/PID/task/TID/schedstat}); the process as a whole is told in ticks of
 * 10 ms only, a percent of a second, but also knows of threads that have ended. So threads are
 * summed up where the same processes have all their threads at both ends, and the sum agrees with
 * the ticks; else the ticks count. One thread uses it; the processes have to be idle at both ends,
 * since a thread that runs is counted late.
 */
public final class CpuMeter {
  /** Linux tells user space in these, whatever its own timer is; in nanoseconds. */
  public static final long TICK_NS = 10_000_000;

  /** User and system time are each cut to a tick, at both ends. */
  private static final long TICKS_OFF = 3;

  private static final Path PROC = Path.of("/proc");

  /** Where user and system time stand behind the name of the program, which may hold blanks. */
  private static final int USER_WORD = 11;

  private final ProcessTree tree;
  private Reading begin;

  /**
   * Counts nothing yet.
   *
   * @param tree whose time is counted.
   */
  public CpuMeter(final ProcessTree tree) {
    this.tree = tree;
  }

  /**
   * What was used.
   *
   * @param cpuNs user and system time.
   * @param fine whether threads were summed up; else it is in ticks, as the others are.
   * @param userNs in ticks; null if the system does not tell.
   * @param sysNs in ticks; null if the system does not tell.
   */
  public record Used(long cpuNs, boolean fine, Long userNs, Long sysNs) {}

  /** Threads are null if they could not all be read. */
  private record Reading(
      long treeNs,
      Map<String, Long> threadNs,
      List<Long> pids,
      Long userNs,
      Long sysNs,
      long lastNumberBefore,
      long lastNumberAfter) {}

  /** Begins, or begins anew. */
  public void begin() {
    begin = read();
  }

  /**
   * What was used since it began.
   *
   * @return nanoseconds.
   */
  public Used end() {
    final Reading end = read();
    final long coarseNs = end.treeNs - begin.treeNs;
    final boolean fine =
        end.pids.equals(begin.pids) && noneEnded(end) && agree(fine(end), coarseNs, end);
    return new Used(
        fine ? fine(end) : coarseNs,
        fine,
        difference(end.userNs, begin.userNs),
        difference(end.sysNs, begin.sysNs));
  }

  /**
   * Whether every thread that worked meanwhile can still be counted: those of the beginning live,
   * and the system has numbered no more than those that are new here. If it has, they may have been
   * anybody's; that nobody can tell.
   */
  private boolean noneEnded(final Reading end) {
    if (begin.threadNs == null || end.threadNs == null) {
      return false;
    }
    final Set<String> before = begin.threadNs.keySet();
    return end.threadNs.keySet().containsAll(before)
        && end.lastNumberAfter - begin.lastNumberBefore == end.threadNs.size() - before.size();
  }

  private static boolean agree(final long fineNs, final long coarseNs, final Reading end) {
    return Math.abs(fineNs - coarseNs) <= TICKS_OFF * TICK_NS * Math.max(1, end.pids.size());
  }

  private long fine(final Reading end) {
    long sum = 0;
    for (final Map.Entry<String, Long> thread : end.threadNs.entrySet()) {
      sum += thread.getValue() - begin.threadNs.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }

  private static Long difference(final Long end, final Long begin) {
    return end == null || begin == null ? null : Long.valueOf(end - begin);
  }

  private Reading read() {
    final long lastNumberBefore = lastNumber();
    final List<Long> pids = tree.pids();
    Map<String, Long> threads = new HashMap<>();
    Long userNs = 0L;
    Long sysNs = 0L;
    for (final long pid : pids) {
      final Path process = PROC.resolve(Long.toString(pid));
      threads = threads != null && readThreads(process, threads) ? threads : null;
      final long[] ticks = ticks(process);
      userNs = ticks == null || userNs == null ? null : Long.valueOf(userNs + ticks[0] * TICK_NS);
      sysNs = ticks == null || sysNs == null ? null : Long.valueOf(sysNs + ticks[1] * TICK_NS);
    }
    return new Reading(tree.cpuNs(), threads, pids, userNs, sysNs, lastNumberBefore, lastNumber());
  }

  /** The number that the newest thread or process of the whole system has; 0 if not on Linux. */
  private static long lastNumber() {
    try {
      final String[] words = Files.readString(PROC.resolve("loadavg")).trim().split(" ");
      return Long.parseLong(words[words.length - 1]);
    } catch (final IOException e) {
      // Not Linux: there are no threads to read either.
      return 0;
    }
  }

  private static boolean readThreads(final Path process, final Map<String, Long> into) {
    try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
      for (final Path task : tasks) {
        final String text = Files.readString(task.resolve("schedstat"));
        into.put(task.toString(), Long.parseLong(text.substring(0, text.indexOf(' '))));
      }
      return true;
    } catch (final IOException | DirectoryIteratorException e) {
      // Not Linux, or a thread ended while it was read.
      return false;
    }
  }

  private static long[] ticks(final Path process) {
    try {
      final String stat = Files.readString(process.resolve("stat"));
      final String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return new long[] {Long.parseLong(words[USER_WORD]), Long.parseLong(words[USER_WORD + 1])};
    } catch (final IOException e) {
      // Not Linux, or it has ended.
      return null;
    }
  }
}
