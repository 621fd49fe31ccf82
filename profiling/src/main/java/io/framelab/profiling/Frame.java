package io.framelab.profiling;

/**
 * One place in a stack. Immutable; two that are equal are one location of the profile.
 *
 * @param name class and method with dots, or the symbol of native code.
 * @param file as {@link SourceFile} finds it; empty where there is no source.
 * @param line in that file; 0 if unknown.
 * @param origin whose code it is.
 */
record Frame(String name, String file, int line, Origin origin) {
  /** Stands where a sample has no stack. */
  static final Frame UNKNOWN = new Frame("[unknown]", "", 0, Origin.JAVA);

  /** Whose code a frame is; each becomes one mapping of the profile, in this order. */
  enum Origin {
    /** Methods of classes, compiled or not. */
    JAVA,
    /** The JVM itself and the libraries below it. */
    NATIVE,
    /** The operating system, on behalf of a thread. */
    KERNEL
  }
}
