package io.framelab.cli;

import java.lang.reflect.Proxy;

/**
 * Hears of SIGTERM and SIGINT and lets the process go on. A shutdown hook cannot do this: it
 * neither sees a second signal nor chooses the exit code. Called by the main thread at start.
 *
 * <p>The JDK has the means in {@code sun.misc} only; found by name, since no annotation silences
 * javac's remark on it.
 */
public final class Signals {
  private Signals() {}

  /**
   * Replaces what the JVM does on a signal.
   *
   * @param name without SIG, such as {@code TERM}.
   * @param action run on a thread of the JVM's, each time the signal comes.
   * @throws IllegalStateException if this JVM does not let anyone handle that signal.
   */
  public static void handle(final String name, final Runnable action) {
    try {
      final Class<?> signalType = Class.forName("sun.misc.Signal");
      final Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      final Object handler =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> {
                action.run();
                return null;
              });
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
    } catch (final ReflectiveOperationException e) {
      throw new IllegalStateException("cannot handle SIG" + name + " on this JVM", e);
    }
  }
}
