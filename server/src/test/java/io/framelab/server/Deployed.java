package io.framelab.server;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The engines of the hardened contract as packaged, each by what a user would type. */
enum Deployed {
  OWNED(List.of(), "owned"),
  OWNED_ON_NIO(List.of("-Dio.netty.transport.noNative=true"), "owned"),
  IO_URING(List.of(), "io_uring");

  private final List<String> jvmFlags;
  private final String engine;

  Deployed(final List<String> jvmFlags, final String engine) {
    this.jvmFlags = jvmFlags;
    this.engine = engine;
  }

  /** Starts one; only the default chooses NIO. */
  ServerJar start(final String... flags) throws IOException {
    return start(List.of(), flags);
  }

  ServerJar start(final List<String> moreJvmFlags, final String... flags) throws IOException {
    final List<String> jvm = new ArrayList<>(jvmFlags);
    jvm.addAll(moreJvmFlags);
    final List<String> all = new ArrayList<>(List.of(flags));
    if (this != OWNED_ON_NIO) {
      all.addAll(List.of("--engine", engine));
    }
    return ServerJar.start(jvm, all.toArray(String[]::new));
  }
}
