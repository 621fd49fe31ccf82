package io.framelab.profiling;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the JVM for its threads, in the way that knows most. Stateless; any thread may use it. */
final class ThreadDumper {
  private ThreadDumper() {}

  /** All threads, of a JDK that writes them to a file, or as any other tells them. */
  static ThreadDump take(final String program, final Scratch scratch) {
    final Instant now = Instant.now();
    final long takenAtNs = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    final Method dump = dumpThreads();
    final String whyNot;
    if (dump == null) {
      whyNot = "virtual threads are missing: JDKs before 21 have none or do not tell";
    } else {
      try {
        return new ThreadDump(program, takenAtNs, written(dump, scratch.newFile()), List.of());
      } catch (final RecordingException
          | IOException
          | ReflectiveOperationException
          | RuntimeException e) {
        final Throwable cause = e instanceof InvocationTargetException ? e.getCause() : e;
        whyNot = "virtual threads are missing: " + Reason.of(cause);
      }
    }
    final List<ThreadStack> told = new ThreadDumpReader().read(Thread.getAllStackTraces());
    return new ThreadDump(program, takenAtNs, told, List.of(whyNot));
  }

  /** How many threads there are of each name; numbers in names do not count. */
  static CountProfile created(final String program) {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.THREADCREATE, program);
    profile.comment("a frame is the name of a thread: a JVM does not keep where threads are made");
    for (final ThreadInfo thread : platformThreads()) {
      final String name = thread.getThreadName().replaceAll("\\d+", "#");
      profile.add(List.of(new Frame(name, "", 0, Frame.Origin.JAVA)), "", 1);
    }
    return new CountProfile(profile);
  }

  /**
   * By name, because the oldest JDK that is supported has no such method; null if there is none.
   */
  private static Method dumpThreads() {
    return Arrays.stream(HotSpotDiagnosticMXBean.class.getMethods())
        .filter(method -> method.getName().equals("dumpThreads"))
        .findFirst()
        .orElse(null);
  }

  private static List<ThreadStack> written(final Method dump, final Path file)
      throws IOException, ReflectiveOperationException {
    try {
      // it writes only to what is not there
      Files.delete(file);
      dump.invoke(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class),
          file.toString(),
          plainText(dump.getParameterTypes()[1]));
      try (BufferedReader in = Files.newBufferedReader(file)) {
        return withStates(new ThreadDumpReader().read(in));
      }
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static Object plainText(final Class<?> formats) {
    return Arrays.stream(formats.getEnumConstants())
        .filter(format -> format.toString().equals("TEXT_PLAIN"))
        .findFirst()
        .orElseThrow();
  }

  /** The first JDKs with virtual threads write no states; of the others at least they tell. */
  private static List<ThreadStack> withStates(final List<ThreadStack> threads) {
    if (threads.stream().noneMatch(thread -> thread.state().isEmpty())) {
      return threads;
    }
    final Map<Long, String> states = new HashMap<>();
    platformThreads().forEach(info -> states.put(info.getThreadId(), info.getThreadState().name()));
    return threads.stream()
        .map(
            thread ->
                new ThreadStack(
                    thread.id(),
                    thread.name(),
                    thread.isVirtual(),
                    thread.state().isEmpty()
                        ? states.getOrDefault(thread.id(), "")
                        : thread.state(),
                    thread.frames()))
        .toList();
  }

  private static List<ThreadInfo> platformThreads() {
    final List<ThreadInfo> threads = new ArrayList<>();
    final long[] ids = ManagementFactory.getThreadMXBean().getAllThreadIds();
    for (final ThreadInfo thread : ManagementFactory.getThreadMXBean().getThreadInfo(ids)) {
      // null if it has ended meanwhile
      if (thread != null) {
        threads.add(thread);
      }
    }
    return threads;
  }
}
