package io.framelab.server.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What a blocking engine runs a connection on. Immutable: any thread may use it. */
public enum ThreadKind {
  /** A thread of the operating system per connection. */
  PLATFORM,
  /** A virtual thread per connection; JDK 21 and later. */
  VIRTUAL;

  private static final ThreadFactory VIRTUAL_FACTORY = virtualFactory();

  /**
   * The kind that a blocking engine takes unless told: virtual where the JDK has them.
   *
   * @return an available kind.
   */
  public static ThreadKind best() {
    return VIRTUAL.isAvailable() ? VIRTUAL : PLATFORM;
  }

  /**
   * Whether this JDK has them.
   *
   * @return false for virtual threads before JDK 21.
   */
  public boolean isAvailable() {
    return this == PLATFORM || VIRTUAL_FACTORY != null;
  }

  /**
   * Makes threads of this kind, named by their role.
   *
   * @param prefix of the names; a number follows.
   * @return a factory of threads that are not started and do not keep the JVM alive.
   * @throws IllegalStateException if this JDK has no such threads.
   */
  public ThreadFactory factory(final String prefix) {
    if (!isAvailable()) {
      throw new IllegalStateException(
          "virtual threads need JDK 21 or later, this is " + Runtime.version());
    }
    final AtomicInteger next = new AtomicInteger();
    return task -> {
      final Thread thread = this == VIRTUAL ? VIRTUAL_FACTORY.newThread(task) : new Thread(task);
      thread.setName(prefix + next.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * The kind as flags and results spell it.
   *
   * @return {@code platform} or {@code virtual}.
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Looked up by name, because the bytecode is for 17: Thread.ofVirtual().factory(). */
  private static ThreadFactory virtualFactory() {
    try {
      final Class<?> builderType = Class.forName("java.lang.Thread$Builder$OfVirtual");
      final MethodHandles.Lookup lookup = MethodHandles.publicLookup();
      final Object builder =
          lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builderType)).invoke();
      return (ThreadFactory)
          lookup
              .findVirtual(
                  Class.forName("java.lang.Thread$Builder"),
                  "factory",
                  MethodType.methodType(ThreadFactory.class))
              .invoke(builder);
    } catch (final Throwable absent) {
      return null;
    }
  }
}
