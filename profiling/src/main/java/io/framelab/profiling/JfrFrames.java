package io.framelab.profiling;

import static one.convert.Frame.TYPE_KERNEL;
import static one.convert.Frame.TYPE_NATIVE;

import io.framelab.profiling.Frame.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import one.convert.Arguments;
import one.convert.JfrConverter;
import one.jfr.JfrReader;
import one.jfr.StackTrace;

/**
 * The names in a recording, by the converter's own knowledge of how recorders write them; it
 * converts nothing. For one thread, and for the chunk that the reader stands in.
 */
final class JfrFrames extends JfrConverter {
  /** Classes without a file carry where they lie in memory, which differs from run to run. */
  private static final Pattern WHERE_IT_LIES = Pattern.compile("[+./]0x\\p{XDigit}+.*$");

  /** Older JDKs number lambdas as they come. */
  private static final Pattern NUMBER_OF_LAMBDA = Pattern.compile("(\\$\\$Lambda)\\b.*$");

  /**
   * A library without symbols stands for its functions. Java programs unpack theirs to a new name
   * each time, and delete the file: to the name is added a long number, before it may be that of
   * the processor.
   */
  private static final Pattern LIBRARY =
      Pattern.compile(
          "^(?:.*/)?([^/]*?(?:x86_64|aarch_64)?)(?:\\d{6,})?(\\.so[.\\d]*)(?: \\(deleted\\))?$");

  JfrFrames(final JfrReader reader) {
    super(reader, dotted());
  }

  private static Arguments dotted() {
    final Arguments arguments = new Arguments();
    arguments.dot = true;
    arguments.norm = true;
    return arguments;
  }

  /** The innermost frame first; one that is unknown for a sample that has no stack. */
  List<Frame> stack(final int stackTraceId) {
    final StackTrace trace = jfr.stackTraces.get(stackTraceId);
    if (trace == null || trace.methods.length == 0) {
      return List.of(Frame.UNKNOWN);
    }
    final List<Frame> frames = new ArrayList<>(trace.methods.length);
    for (int i = 0; i < trace.methods.length; i++) {
      frames.add(frame(trace.methods[i], trace.types[i], trace.locations[i]));
    }
    return frames;
  }

  /**
   * Whether a thread was in a native method, for the JDK, which samples those apart: they mostly
   * wait. For async-profiler native code is code as any other.
   */
  boolean isInNativeMethod(final int stackTraceId) {
    final StackTrace trace = jfr.stackTraces.get(stackTraceId);
    return trace != null
        && trace.types.length > 0
        && trace.types[0] == TYPE_NATIVE
        && !isNativeFrame(TYPE_NATIVE);
  }

  /** What was allocated or waited for; empty if the event knows of none. */
  String className(final long classId) {
    return jfr.classes.get(classId) == null ? "" : lasting(getClassName(classId));
  }

  private Frame frame(final long method, final byte type, final int location) {
    final StackTraceElement element = getStackTraceElement(method, type, location);
    final String className = lasting(element.getClassName());
    final String name =
        className.isEmpty()
            ? lastingLibrary(element.getMethodName())
            : className + '.' + element.getMethodName();
    return new Frame(name, SourceFile.of(className), element.getLineNumber(), originOf(type));
  }

  private Origin originOf(final byte type) {
    if (type == TYPE_KERNEL) {
      return Origin.KERNEL;
    }
    return isNativeFrame(type) ? Origin.NATIVE : Origin.JAVA;
  }

  /** The same name for the same class in every run, so that profiles of two runs compare. */
  static String lasting(final String className) {
    return NUMBER_OF_LAMBDA
        .matcher(WHERE_IT_LIES.matcher(className).replaceFirst(""))
        .replaceFirst("$1");
  }

  /** The same for functions that are known by their library only; any other name is as it was. */
  static String lastingLibrary(final String function) {
    return LIBRARY.matcher(function).replaceFirst("$1$2");
  }
}
