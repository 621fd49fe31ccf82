package io.framelab.profiling;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the heap is full of. Stateless; any thread may use it. */
public final class ClassHistogram {
  private ClassHistogram() {}

  /**
   * Counts all objects, those that nobody uses any more too, so that nothing is collected for it.
   * All threads of the program stand still meanwhile, the longer the more is in the heap.
   *
   * @return instances and bytes of each class, most bytes first; empty if this JVM does not tell.
   */
  public static Optional<String> take() {
    try {
      return Optional.of(
          (String)
              ManagementFactory.getPlatformMBeanServer()
                  .invoke(
                      new ObjectName("com.sun.management:type=DiagnosticCommand"),
                      "gcClassHistogram",
                      new Object[] {new String[] {"-all"}},
                      new String[] {String[].class.getName()}));
    } catch (final JMException e) {
      return Optional.empty();
    }
  }
}
