package io.framelab.benchmarks.ladder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process and all that it started. Remembers every process it ever saw, so that one that lost its
 * parent is neither forgotten nor left behind. Any thread.
 */
final class ProcessTree {
  private static final String RESIDENT = "VmRSS:";
  private static final long KIB = 1024;

  private final ProcessHandle root;
  private final Map<ProcessHandle, Long> cpuNs = new LinkedHashMap<>();

  ProcessTree(final ProcessHandle root) {
    this.root = root;
    look();
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
  synchronized long cpuNs() {
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
  synchronized OptionalLong residentBytes() {
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

  /** The processes that live now. */
  synchronized List<Long> pids() {
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
    final CompletableFuture<?>[] ends;
    synchronized (this) {
      ends = cpuNs.keySet().stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    }
    try {
      CompletableFuture.allOf(ends).get(timeoutMs, TimeUnit.MILLISECONDS);
      return true;
    } catch (final TimeoutException e) {
      return false;
    } catch (final ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
