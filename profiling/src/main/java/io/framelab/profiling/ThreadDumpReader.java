package io.framelab.profiling;

import io.framelab.profiling.Frame.Origin;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what the JDK writes of its threads, or tells. Stacks that are the same are kept once: there
 * may be very many virtual threads. Once, for one thread.
 */
final class ThreadDumpReader {
  /** From JDK 21 on number, name and kind; later also the state and the time. */
  private static final Pattern HEADER =
      Pattern.compile("#(\\d+) \"(.*)\"( virtual)?(?: ([A-Z_]+))?(?: \\S+)?");

  /** A frame as JDKs print it, behind names of a loader and of a module. */
  private static final Pattern FRAME =
      Pattern.compile("\\s+(?:at )?(?:[^/$( ]*/){0,2}([^/( ][^( ]*)\\.([^.( ]+)\\((.*)\\)");

  private static final Pattern LOCATION = Pattern.compile("([^: ]+)(?::(\\d+))?");

  private final Map<String, Frame> frames = new HashMap<>();
  private final Map<List<Frame>, List<Frame>> stacks = new HashMap<>();
  private final List<ThreadStack> threads = new ArrayList<>();

  /** All threads of a dump. */
  List<ThreadStack> read(final BufferedReader in) throws IOException {
    Matcher header = null;
    List<Frame> stack = new ArrayList<>();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      final Matcher next = HEADER.matcher(line);
      if (next.matches()) {
        add(header, stack);
        header = next;
        stack = new ArrayList<>();
      } else {
        final Frame frame = frames.computeIfAbsent(line, ThreadDumpReader::frame);
        if (frame != null) {
          stack.add(frame);
        }
      }
    }
    add(header, stack);
    return threads;
  }

  /** All threads as older JDKs tell them, which have no virtual ones. */
  List<ThreadStack> read(final Map<Thread, StackTraceElement[]> traces) {
    traces.forEach(
        (thread, trace) -> {
          final List<Frame> stack = new ArrayList<>();
          for (final StackTraceElement each : trace) {
            final String file = each.getFileName() == null ? "" : each.getFileName();
            stack.add(frame(each.getClassName(), each.getMethodName(), file, each.getLineNumber()));
          }
          threads.add(
              new ThreadStack(
                  thread.getId(), thread.getName(), false, thread.getState().name(), kept(stack)));
        });
    return threads;
  }

  private void add(final Matcher header, final List<Frame> stack) {
    if (header != null) {
      threads.add(
          new ThreadStack(
              Long.parseLong(header.group(1)),
              header.group(2),
              header.group(3) != null,
              header.group(4) == null ? "" : header.group(4),
              kept(stack)));
    }
  }

  private List<Frame> kept(final List<Frame> stack) {
    return stacks.computeIfAbsent(stack, List::copyOf);
  }

  /** Null for a line of another kind. */
  private static Frame frame(final String line) {
    final Matcher frame = FRAME.matcher(line);
    if (!frame.matches()) {
      return null;
    }
    final Matcher location = LOCATION.matcher(frame.group(3));
    final boolean isKnown = location.matches();
    return frame(
        frame.group(1),
        frame.group(2),
        isKnown ? location.group(1) : "",
        isKnown && location.group(2) != null ? Integer.parseInt(location.group(2)) : 0);
  }

  /** Where no file is told, as for native methods, it is the one that the class was made from. */
  private static Frame frame(
      final String className, final String method, final String file, final int line) {
    final String lasting = JfrFrames.lasting(className);
    final String folder = lasting.substring(0, lasting.lastIndexOf('.') + 1).replace('.', '/');
    return new Frame(
        lasting + '.' + method,
        file.isEmpty() ? SourceFile.of(lasting) : folder + file,
        Math.max(0, line),
        Origin.JAVA);
  }
}
