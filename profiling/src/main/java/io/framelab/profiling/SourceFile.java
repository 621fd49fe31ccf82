package io.framelab.profiling;

/**
 * Guesses the file that a class was compiled from: recordings name classes only. Wrong for a second
 * top-level class of a file, and for languages that do not name files after classes. Stateless; any
 * thread may use it.
 */
final class SourceFile {
  /** What the JDK calls classes that it makes up for lambdas and for proxies. */
  private static final String LAMBDA = "$$Lambda";

  private static final String PROXY = "$Proxy";

  private SourceFile() {}

  /**
   * The file, relative to a root of sources.
   *
   * @param className with dots, for example {@code io.framelab.codec.Packet$Submit}.
   * @return for example {@code io/framelab/codec/Packet.java}; empty if the class has no source.
   */
  static String of(final String className) {
    final int simple = className.lastIndexOf('.') + 1;
    if (simple == className.length()
        || className.contains(LAMBDA)
        || className.startsWith(PROXY, simple)) {
      return "";
    }
    // A dollar that begins a name belongs to it; any other parts an inner class from its outer one.
    final int inner = className.indexOf('$', simple + 1);
    final String outer = inner < 0 ? className : className.substring(0, inner);
    return outer.replace('.', '/') + ".java";
  }
}
