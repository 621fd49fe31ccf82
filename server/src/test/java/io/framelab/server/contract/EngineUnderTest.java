package io.framelab.server.contract;

import io.framelab.server.Engine;
import io.framelab.server.OwnedOnNio;
import io.framelab.server.core.ConnectionLimits;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.Limits;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.ThreadKind;
import io.framelab.server.core.Threads;
import io.framelab.server.core.Timeouts;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * An engine and what it runs on: the blocking ones on every kind of thread that this JDK has.
 *
 * @param engine a rung of the ladder.
 * @param threads of a blocking engine.
 */
record EngineUnderTest(EngineFactory engine, ThreadKind threads) {
  /** More than one event loop, so that connections of one test meet on different threads. */
  private static final int EVENT_LOOPS = 2;

  /** The largest buffer of an engine, or Netty's largest guess. */
  private static final int READ_BYTES = 64 * 1024;

  /** All buffers of a loop's ring. */
  private static final int RING_BYTES = 4 * 1024 * 1024;

  static Stream<EngineUnderTest> all() {
    return Stream.concat(Arrays.stream(Engine.values()), Stream.of(new OwnedOnNio()))
        .flatMap(EngineUnderTest::onEveryThreadKind);
  }

  static Stream<EngineUnderTest> eventLoops() {
    return all().filter(subject -> !subject.engine.isBlocking());
  }

  static Stream<EngineUnderTest> blocking() {
    return all().filter(subject -> subject.engine.isBlocking());
  }

  /** Tries the same on all engines at once: for what is mostly waiting. */
  static void allAtOnce(final Check check) throws Exception {
    atOnce(all(), check);
  }

  /** The same on the engines of the hardened contract. */
  static void hardenedAtOnce(final Check check) throws Exception {
    atOnce(hardened(), check);
  }

  private static void atOnce(final Stream<EngineUnderTest> engines, final Check check)
      throws Exception {
    final List<Background<Void>> checks =
        engines.map(engine -> inBackground(check, engine)).toList();
    for (final Background<Void> running : checks) {
      running.result();
    }
  }

  /** What holds on an engine. */
  interface Check {
    void on(EngineUnderTest engine) throws Exception;
  }

  static Stream<EngineUnderTest> hardened() {
    return all().filter(subject -> subject.engine.isHardened());
  }

  ServerConfig config() {
    return ServerConfig.of(engine)
        .port(0)
        .threads(new Threads(EVENT_LOOPS, threads))
        .limits(patientLimits());
  }

  /** Its own, but a slow machine is no slow consumer, and a test in a hurry no flood. */
  private Limits patientLimits() {
    return engine.isHardened()
        ? Limits.HARDENED.timeouts(Timeouts.OFF).connections(ConnectionLimits.OFF)
        : Limits.WIRE;
  }

  /**
   * How many bytes of one peer it may have read when it is told to read no more: one read, and as
   * much for safety. A ring fills on its own all buffers that its loop gave it.
   */
  int readAheadBytes() {
    return engine == Engine.IO_URING ? RING_BYTES : 2 * READ_BYTES;
  }

  @Override
  public String toString() {
    return engine.isBlocking()
        ? engine.engineName() + " on " + threads.label() + " threads"
        : engine instanceof OwnedOnNio ? engine.engineName() + " on NIO" : engine.engineName();
  }

  private static Background<Void> inBackground(final Check check, final EngineUnderTest engine) {
    return Background.run(
        () -> {
          try {
            check.on(engine);
            return null;
          } catch (final Throwable failed) {
            throw new AssertionError("on " + engine, failed);
          }
        });
  }

  private static Stream<EngineUnderTest> onEveryThreadKind(final EngineFactory engine) {
    return Arrays.stream(ThreadKind.values())
        .filter(ThreadKind::isAvailable)
        .filter(kind -> engine.isBlocking() || kind == ThreadKind.PLATFORM)
        .map(kind -> new EngineUnderTest(engine, kind));
  }
}
