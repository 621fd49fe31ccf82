package io.framelab.server.contract;

import io.framelab.server.Engine;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.ThreadKind;
import io.framelab.server.core.Threads;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * An engine and what it runs on: the blocking ones on every kind of thread that this JDK has.
 *
 * @param engine a rung of the ladder.
 * @param threads of a blocking engine.
 */
record EngineUnderTest(Engine engine, ThreadKind threads) {
  /** More than one event loop, so that connections of one test meet on different threads. */
  private static final int EVENT_LOOPS = 2;

  static Stream<EngineUnderTest> all() {
    return Arrays.stream(Engine.values()).flatMap(EngineUnderTest::onEveryThreadKind);
  }

  static Stream<EngineUnderTest> eventLoops() {
    return all().filter(subject -> !subject.engine.isBlocking());
  }

  ServerConfig config() {
    return ServerConfig.of(engine).port(0).threads(new Threads(EVENT_LOOPS, threads));
  }

  @Override
  public String toString() {
    return engine.isBlocking()
        ? engine.engineName() + " on " + threads.label() + " threads"
        : engine.engineName();
  }

  private static Stream<EngineUnderTest> onEveryThreadKind(final Engine engine) {
    return Arrays.stream(ThreadKind.values())
        .filter(ThreadKind::isAvailable)
        .filter(kind -> engine.isBlocking() || kind == ThreadKind.PLATFORM)
        .map(kind -> new EngineUnderTest(engine, kind));
  }
}
