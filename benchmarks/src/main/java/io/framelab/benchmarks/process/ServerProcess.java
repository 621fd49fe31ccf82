package io.framelab.benchmarks.process;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server in a process of its own, from its start to its end. One thread at a time uses it, not
 * always the one that started it; a thread of its own reads what it prints.
 *
 * <pre>{@code
 * try (ServerProcess server = ServerProcess.start(rung, ports, processes)) {
 *   // load server.port()
 *   server.stop();
 * }
 * }</pre>
 */
public final class ServerProcess implements AutoCloseable {
  private static final String ARCHIVE = "-XX:SharedArchiveFile=";

  /** A JVM on a busy machine starts in a second or two; more is a server that hangs. */
  private static final long MAX_START_MS = TimeUnit.SECONDS.toMillis(30);

  /** The load has gone by then, so that there is next to nothing to drain. */
  private static final long MAX_STOP_MS = TimeUnit.SECONDS.toMillis(10);

  /** Another program owes nobody a drain. */
  private static final long MAX_FOREIGN_STOP_MS = TimeUnit.SECONDS.toMillis(2);

  /**
   * What the variables begin with that set up our server. Whatever a user has there would change
   * figures without a trace in the result.
   */
  private static final String SETTINGS = "FRAMELAB_SERVE_";

  /** How our server ends when this machine lacks the transport that was asked for. */
  private static final Pattern NOT_AVAILABLE =
      Pattern.compile("cannot run here: (?:\\w+ is not available: )?(.*)");

  private static final long POLL_MS = 10;

  private final Rung rung;
  private final LiveProcesses processes;
  private final Process process;
  private final ProcessTree tree;
  private final OutputTail stderr;
  private final int askedPort;
  private volatile ReadyLine ready;

  private ServerProcess(final Rung rung, final Ports ports, final LiveProcesses processes)
      throws IOException {
    this.rung = rung;
    this.processes = processes;
    this.askedPort = ports.port();
    final LiveProcesses.Started started = processes.start(builder(rung, ports));
    this.process = started.process();
    this.tree = started.tree();
    this.stderr = new OutputTail(process.getErrorStream(), line -> {});
    new OutputTail(process.getInputStream(), this::onStdout);
  }

  private static ProcessBuilder builder(final Rung rung, final Ports ports) {
    final ProcessBuilder builder = new ProcessBuilder(rung.command(ports));
    // Of any program: a foreign command may well start our server.
    builder.environment().keySet().removeIf(name -> name.startsWith(SETTINGS));
    return builder;
  }

  /**
   * Starts a server and waits until it can be loaded.
   *
   * @param rung what to start.
   * @param ports where it is to listen.
   * @param processes ends it if nobody else does.
   * @return the server, ready.
   * @throws RunFailure for the user, if it does not become ready.
   * @throws InterruptedException if the thread is; nothing is left then.
   */
  public static ServerProcess start(
      final Rung rung, final Ports ports, final LiveProcesses processes)
      throws InterruptedException {
    final ServerProcess server;
    try {
      server = new ServerProcess(rung, ports, processes);
    } catch (final IOException e) {
      throw new RunFailure(
          ExitCode.FAILED, rung.title() + " cannot be started: " + e.getMessage(), e);
    }
    try {
      server.awaitReady();
      return server;
    } catch (final RunFailure | InterruptedException e) {
      server.close();
      throw e;
    }
  }

  private void onStdout(final String line) {
    if (rung.ours()) {
      ReadyLine.parse(line).ifPresent(found -> ready = found);
    }
  }

  private void awaitReady() throws InterruptedException {
    final long startedNs = System.nanoTime();
    while (!isReady()) {
      if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
        throw endedEarly(process.exitValue());
      }
      if (System.nanoTime() - startedNs > TimeUnit.MILLISECONDS.toNanos(MAX_START_MS)) {
        close();
        throw failure("was not ready after " + MAX_START_MS / 1000 + " s");
      }
    }
  }

  /** Ours says so; of any other program it is known once the port accepts. */
  private boolean isReady() {
    if (rung.ours()) {
      return ready != null;
    }
    try (Socket probe = new Socket()) {
      probe.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), askedPort), 1_000);
      return true;
    } catch (final IOException e) {
      return false;
    }
  }

  private RunFailure endedEarly(final int exitValue) {
    final RunFailure failure = failure("ended with exit " + exitValue + " before it was ready");
    return rung.ours() ? notAvailable(exitValue, failure.getMessage()).orElse(failure) : failure;
  }

  /**
   * An engine of ours that this machine cannot run, which is nobody's failure.
   *
   * @param exitCode that its server ended with.
   * @param said on its stderr.
   * @return what to throw in place of a failure; empty if it failed.
   */
  static Optional<RunFailure> notAvailable(final int exitCode, final String said) {
    final Matcher found = NOT_AVAILABLE.matcher(said);
    return exitCode == ExitCode.FAILED && found.find()
        ? Optional.of(new RunFailure(ExitCode.OK, found.group(1)))
        : Optional.empty();
  }

  private RunFailure failure(final String what) {
    final List<String> said = stderr.lastLines();
    final String last = said.isEmpty() ? "it said nothing on stderr" : String.join("\n  ", said);
    return new RunFailure(ExitCode.FAILED, rung.title() + " " + what + ": " + last);
  }

  /**
   * Where it listens for Submits.
   *
   * @return a port of this machine.
   */
  public int port() {
    return ready == null ? askedPort : ready.port();
  }

  /**
   * What it said of itself.
   *
   * @return empty if it is not ours.
   */
  public Optional<ReadyLine> ready() {
    return Optional.ofNullable(ready);
  }

  /**
   * How it waits for bytes.
   *
   * @return null if nobody knows.
   */
  public String transport() {
    return ready().map(ReadyLine::transport).orElse(rung.transport());
  }

  /**
   * How many threads it has, or of what kind.
   *
   * @return null if nobody knows.
   */
  public String threads() {
    return ready().map(ReadyLine::threads).orElse(rung.threads());
  }

  /**
   * Its process and all that it started.
   *
   * @return a tree that this owns.
   */
  public ProcessTree tree() {
    return tree;
  }

  /**
   * The flags that its JVM runs with.
   *
   * @return none if it is no JVM, or none that runs a jar.
   */
  public List<String> jvmFlags() {
    return jvmFlags(List.of(process.info().arguments().orElse(new String[0])));
  }

  /**
   * Of a command's words; where the archive of classes lies is nobody's business but this
   * machine's.
   */
  static List<String> jvmFlags(final List<String> words) {
    return words.stream()
        .limit(Math.max(0, words.indexOf("-jar")))
        .map(word -> word.startsWith(ARCHIVE) ? ARCHIVE + "…" : word)
        .toList();
  }

  /**
   * Asks it to end and waits for that.
   *
   * @throws RunFailure for the user, if ours does not drain and end with 0.
   * @throws InterruptedException if the thread is; close it then.
   */
  public void stop() throws InterruptedException {
    tree.terminate();
    final long boundMs = rung.ours() ? MAX_STOP_MS : MAX_FOREIGN_STOP_MS;
    final boolean ended = process.waitFor(boundMs, TimeUnit.MILLISECONDS);
    if (rung.ours() && !ended) {
      close();
      throw failure("still ran " + boundMs / 1000 + " s after SIGTERM");
    }
    if (rung.ours() && process.exitValue() != ExitCode.OK) {
      throw failure("ended with exit " + process.exitValue() + " after SIGTERM");
    }
    close();
  }

  /** Kills whatever still lives. */
  @Override
  public void close() {
    tree.kill();
    try {
      if (tree.awaitEnd(MAX_STOP_MS)) {
        processes.forget(process);
      }
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
