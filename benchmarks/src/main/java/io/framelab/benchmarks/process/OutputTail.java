package io.framelab.benchmarks.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Reads what a process writes, so that it never blocks on a full pipe, and keeps the last lines for
 * the case that it dies. A thread of its own reads; any thread may ask.
 */
final class OutputTail {
  private static final int MAX_LINES = 10;

  /** A program may write for ever without ending a line. */
  private static final int MAX_LINE_CHARS = 500;

  private final Deque<String> lines = new ArrayDeque<>();
  private final Consumer<String> onLine;
  private final Thread reader;

  /**
   * Begins to read.
   *
   * @param in of the process; closed at its end.
   * @param onLine told every line, on the thread that reads.
   */
  OutputTail(final InputStream in, final Consumer<String> onLine) {
    this.onLine = onLine;
    this.reader = new Thread(() -> read(in), "ladder-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** The last lines, once the process has closed its end or a second has passed. */
  List<String> lastLines() {
    try {
      reader.join(TimeUnit.SECONDS.toMillis(1));
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  private void read(final InputStream in) {
    try (BufferedReader chars =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      final StringBuilder line = new StringBuilder();
      for (int c = chars.read(); c != -1; c = chars.read()) {
        if (c == '\n') {
          keep(line);
        } else if (line.length() < MAX_LINE_CHARS) {
          line.append((char) c);
        }
      }
      if (line.length() > 0) {
        keep(line);
      }
    } catch (final IOException e) {
      // The process was killed while its pipe was read: there is no more to come.
    }
  }

  private void keep(final StringBuilder chars) {
    final String line = chars.toString().stripTrailing();
    chars.setLength(0);
    synchronized (lines) {
      lines.addLast(line);
      if (lines.size() > MAX_LINES) {
        lines.removeFirst();
      }
    }
    onLine.accept(line);
  }
}
