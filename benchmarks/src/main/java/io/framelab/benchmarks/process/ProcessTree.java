package io.framelab.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process and all that it started. Remembers every process it ever saw, so that one that lost its
 * parent is neither forgotten nor left behind. Any thread.
 */
public final class ProcessTree {
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;
  private static final long POLL_MS = 10;

  /** In a line of {@code stat}, counted from the word behind the process's name. */
  private static final int STATE_WORD = 0;

  private static final int THREADS_WORD = 17;

  private final ProcessHandle root;
  private final Map<ProcessHandle, Long> cpuNs = new LinkedHashMap<>();

  ProcessTree(final ProcessHandle root) {
    this.root = root;
    look();
  }

  /**
   * Of a process that somebody else has started, and ends.
   *
   * @param pid of it.
   * @return its tree; empty if there is no such process.
   */
  public static Optional<ProcessTree> of(final long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).map(ProcessTree::new);
  }

  /** Looks which processes there are now. */
  private synchronized void look() {
    Stream.concat(Stream.of(root), root.descendants())
        .forEach(process -> cpuNs.putIfAbsent(process, 0L));
  }

  /**
   * User and system time so far, of those that ended too as far as it was seen.
   *
   * @return nanoseconds, in steps of the system's clock tick; never falls.
   */
  public synchronized long cpuNs() {
    look();
    cpuNs.replaceAll(
        (process, soFar) ->
            Math.max(soFar, process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos()));
    return cpuNs.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Memory that is resident now.
   *
   * @return bytes; empty where the system does not tell.
   */
  public synchronized OptionalLong residentBytes() {
    look();
    return cpuNs.keySet().stream()
        .map(ProcessTree::residentBytes)
        .flatMapToLong(OptionalLong::stream)
        .reduce(Long::sum);
  }

  private static OptionalLong residentBytes(final ProcessHandle process) {
    final Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith(RESIDENT))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst();
    } catch (final IOException e) {
      // Not Linux, or the process has ended: it holds nothing any more.
      return OptionalLong.empty();
    }
  }

  /**
   * The processes that live now.
   *
   * @return their numbers.
   */
  public synchronized List<Long> pids() {
    look();
    return cpuNs.keySet().stream().filter(ProcessHandle::isAlive).map(ProcessHandle::pid).toList();
  }

  /** Asks every process to end. */
  synchronized void terminate() {
    look();
    cpuNs.keySet().forEach(ProcessHandle::destroy);
  }

  /** Ends every process that still lives, whatever it thinks of that. */
  synchronized void kill() {
    look();
    cpuNs.keySet().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * Waits until every process has ended.
   *
   * @param timeoutMs in milliseconds.
   * @return whether they have.
   */
  boolean awaitEnd(final long timeoutMs) throws InterruptedException {
    final List<ProcessHandle> all;
    synchronized (this) {
      all = List.copyOf(cpuNs.keySet());
    }
    final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
    while (!all.stream().allMatch(ProcessTree::hasEnded)) {
      if (System.nanoTime() - deadlineNs >= 0) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(POLL_MS);
    }
    return true;
  }

  private static boolean hasEnded(final ProcessHandle process) {
    return !process.isAlive() || isZombie(process.pid());
  }

  /**
   * Whether nothing is left of a process but that its parent has not asked for its exit code, which
   * a parent that is not ours may do in its own time. A first thread can end before the others do.
   */
  private static boolean isZombie(final long pid) {
    try {
      // The name may be in any encoding.
      final Path file = Path.of("/proc", Long.toString(pid), "stat");
      final String stat = Files.readString(file, StandardCharsets.ISO_8859_1);
      final String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return words[STATE_WORD].equals("Z") && Integer.parseInt(words[THREADS_WORD]) <= 1;
    } catch (final IOException e) {
      // Not Linux, or it has been asked for meanwhile.
      return false;
    }
  }
}
