package io.framelab.benchmarks.process;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Every process that a verb has started and that may still live. They end with this program,
 * however that ends: closed, by a signal, by an error. Any thread.
 */
public final class LiveProcesses implements AutoCloseable {
  private final Map<Process, ProcessTree> trees = new HashMap<>();
  private final Thread cleanup = new Thread(this::kill, "ladder-cleanup");
  private boolean closed;

  /**
   * A process that was started, with all that it will start: both from one call, because a signal
   * may have it killed and forgotten right after.
   *
   * @param process itself.
   * @param tree that it is the root of.
   */
  record Started(Process process, ProcessTree tree) {}

  /** None yet. */
  public LiveProcesses() {
    Runtime.getRuntime().addShutdownHook(cleanup);
  }

  /**
   * Starts a process.
   *
   * @param builder of it.
   * @return the process and its tree.
   * @throws IOException if it cannot be started.
   */
  synchronized Started start(final ProcessBuilder builder) throws IOException {
    if (closed) {
      throw new IOException("this program is ending");
    }
    final Process process = builder.start();
    final ProcessTree tree = new ProcessTree(process.toHandle());
    trees.put(process, tree);
    return new Started(process, tree);
  }

  /**
   * Whether this program is ending.
   *
   * @return true if whatever fails now is no server's fault.
   */
  public synchronized boolean isClosed() {
    return closed;
  }

  /** Forgets a process whose tree has ended. */
  synchronized void forget(final Process process) {
    trees.remove(process);
  }

  /** Kills what lives; nothing can be started afterwards. */
  @Override
  public void close() {
    kill();
    try {
      Runtime.getRuntime().removeShutdownHook(cleanup);
    } catch (final IllegalStateException e) {
      // The JVM is ending, and the hook finds nothing left.
    }
  }

  private synchronized void kill() {
    closed = true;
    trees.values().forEach(ProcessTree::kill);
    trees.clear();
  }
}
