package io.framelab.codec;

import java.util.List;

/** How to start a JVM that lives for a second or two. For every module's tests. */
public final class ShortLivedJvm {
  /** It would compile for a long life otherwise, and start threads that it never needs. */
  public static final List<String> FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** The same in one word of the environment. */
  public static final String OPTIONS = String.join(" ", FLAGS);

  private ShortLivedJvm() {}
}
