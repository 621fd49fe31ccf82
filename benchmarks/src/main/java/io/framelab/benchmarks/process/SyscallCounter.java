package io.framelab.benchmarks.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Counts the system calls of processes with {@code perf stat}, attached to them from {@link #start}
 * on and counting from {@link #resume} to {@link #pause}. Each call costs its process a little
 * while it is counted. One thread uses it.
 */
final class SyscallCounter implements AutoCloseable {
  private static final String EVENT = "raw_syscalls:sys_enter";
  private static final Pattern COUNT = Pattern.compile("(\\d+),[^,]*," + EVENT + ",.*");
  private static final Pattern ERROR = Pattern.compile("Error:\\s*(.*)", Pattern.DOTALL);
  private static final long MAX_ANSWER_MS = TimeUnit.SECONDS.toMillis(5);
  private static final long POLL_MS = 20;
  private static final int MAX_LINES = 50;

  private final LiveProcesses processes;
  private final Process process;
  private final List<String> said = new ArrayList<>();
  private final OutputTail stderr;
  private final Semaphore answers = new Semaphore(0);

  private SyscallCounter(final String perf, final List<Long> pids, final LiveProcesses processes)
      throws IOException {
    final String list = pids.stream().map(String::valueOf).collect(Collectors.joining(","));
    final ProcessBuilder builder =
        new ProcessBuilder(
            perf, "stat", "-x", ",", "-D", "-1", "--control", "fd:0,1", "-e", EVENT, "-p", list);
    builder.environment().put("LC_ALL", "C");
    this.processes = processes;
    this.process = processes.start(builder).process();
    this.stderr = new OutputTail(process.getErrorStream(), this::onStderr);
    new OutputTail(process.getInputStream(), this::onStdout);
  }

  /**
   * Attaches to processes and all that they start, without counting yet.
   *
   * @param perf the program.
   * @param pids of the processes.
   * @param processes ends it if nobody else does.
   * @return a counter; it may yet turn out that nothing can be counted.
   * @throws IOException if there is no such program; the message is for people.
   */
  static SyscallCounter start(
      final String perf, final List<Long> pids, final LiveProcesses processes) throws IOException {
    try {
      return new SyscallCounter(perf, pids, processes);
    } catch (final IOException e) {
      throw new IOException(perf + " not found", e);
    }
  }

  private void onStderr(final String line) {
    synchronized (said) {
      if (said.size() < MAX_LINES) {
        said.add(line);
      }
    }
  }

  /** An answer may begin with what ended the one before. */
  private void onStdout(final String line) {
    if (line.endsWith("ack")) {
      answers.release();
    }
  }

  /**
   * Counts from now on.
   *
   * @throws IOException if that cannot be done; the message is for people.
   */
  void resume() throws IOException, InterruptedException {
    order("enable");
  }

  /**
   * Counts no more.
   *
   * @throws IOException if that cannot be done; the message is for people.
   */
  void pause() throws IOException, InterruptedException {
    order("disable");
  }

  private void order(final String order) throws IOException, InterruptedException {
    try {
      process.getOutputStream().write((order + "\n").getBytes(StandardCharsets.US_ASCII));
      process.getOutputStream().flush();
    } catch (final IOException e) {
      // It has ended; what it said tells more than a broken pipe.
      throw refused();
    }
    for (long waitedMs = 0; waitedMs < MAX_ANSWER_MS; waitedMs += POLL_MS) {
      if (answers.tryAcquire(POLL_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
      if (!process.isAlive()) {
        throw refused();
      }
    }
    throw new IOException("perf does not answer");
  }

  /**
   * Ends the counting.
   *
   * @return calls while it counted.
   * @throws IOException if there is no count; the message is for people.
   */
  long count() throws IOException, InterruptedException {
    interrupt();
    if (!process.waitFor(MAX_ANSWER_MS, TimeUnit.MILLISECONDS)) {
      throw new IOException("perf does not end");
    }
    for (final String line : stderrLines()) {
      final Matcher count = COUNT.matcher(line);
      if (count.matches()) {
        return Long.parseLong(count.group(1));
      }
    }
    throw refused();
  }

  /** Tells what it has counted only when it ends by this signal, which Java cannot send. */
  private void interrupt() throws IOException, InterruptedException {
    final String pid = Long.toString(process.pid());
    new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", pid).start().waitFor();
  }

  private IOException refused() throws InterruptedException {
    process.waitFor(MAX_ANSWER_MS, TimeUnit.MILLISECONDS);
    final String all = String.join("\n", stderrLines()).strip();
    final Matcher error = ERROR.matcher(all);
    final String reason = error.find() ? error.group(1) : all;
    return new IOException(
        "perf: " + reason.lines().findFirst().map(String::strip).orElse("it said nothing"));
  }

  private List<String> stderrLines() {
    stderr.lastLines();
    synchronized (said) {
      return List.copyOf(said);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    processes.forget(process);
  }
}
