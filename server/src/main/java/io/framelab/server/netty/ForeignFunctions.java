package io.framelab.server.netty;

import java.lang.invoke.MethodHandle;
import java.lang.reflect.Array;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Functions of the C library without JNI: the foreign-function interface of JDK 22 and later. It is
 * looked up by name, since this project compiles for 17. Any thread.
 */
final class ForeignFunctions {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignFunctions.class);

  private ForeignFunctions() {}

  /**
   * {@code long syscall(long number, ...)} with six arguments, as a handle of seven longs that
   * returns a long. The thread does not leave Java's state for it, so the JVM cannot stop for the
   * collector while a call lasts: it is for calls that do not block. {@code errno} is lost.
   *
   * @return the handle, or nothing if this JDK has none, or forbids it.
   */
  static Optional<MethodHandle> systemCall() {
    try {
      return Optional.of(lookUp("syscall", 6));
    } catch (final ReflectiveOperationException | NoSuchElementException unavailable) {
      LOG.debug("no system calls but by JNI", unavailable);
      return Optional.empty();
    }
  }

  /** A function that takes a long, then as many as it is told as variable arguments. */
  private static MethodHandle lookUp(final String name, final int variableArguments)
      throws ReflectiveOperationException {
    final Class<?> linkerType = type("Linker");
    final Class<?> optionType = type("Linker$Option");
    final Class<?> layoutType = type("MemoryLayout");
    final Class<?> descriptorType = type("FunctionDescriptor");
    final Class<?> addressType = type("MemorySegment");
    final Class<?> options = Array.newInstance(optionType, 0).getClass();
    final Class<?> layouts = Array.newInstance(layoutType, 0).getClass();

    final Object linker = linkerType.getMethod("nativeLinker").invoke(null);
    final Object library = linkerType.getMethod("defaultLookup").invoke(linker);
    final Optional<?> address =
        (Optional<?>) type("SymbolLookup").getMethod("find", String.class).invoke(library, name);

    final Object longLayout = type("ValueLayout").getField("JAVA_LONG").get(null);
    final Object arguments = Array.newInstance(layoutType, 1 + variableArguments);
    for (int i = 0; i <= variableArguments; i++) {
      Array.set(arguments, i, longLayout);
    }
    final Object descriptor =
        descriptorType.getMethod("of", layoutType, layouts).invoke(null, longLayout, arguments);

    final Object chosen = Array.newInstance(optionType, 2);
    Array.set(chosen, 0, optionType.getMethod("firstVariadicArg", int.class).invoke(null, 1));
    Array.set(chosen, 1, optionType.getMethod("critical", boolean.class).invoke(null, false));
    return (MethodHandle)
        linkerType
            .getMethod("downcallHandle", addressType, descriptorType, options)
            .invoke(linker, address.orElseThrow(), descriptor, chosen);
  }

  private static Class<?> type(final String name) throws ClassNotFoundException {
    return Class.forName("java.lang.foreign." + name);
  }
}
