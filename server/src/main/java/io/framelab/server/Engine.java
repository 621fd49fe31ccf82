package io.framelab.server;

import io.framelab.server.blocking.BlockingServer;
import io.framelab.server.blocking.Streams;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.RunningEngine;
import io.framelab.server.netty.NettyServer;
import io.framelab.server.netty.NettyTransport;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The ladder: one row per engine, simplest first, each with the engine that it comes from and the
 * one thing that it changes. The pages in docs/ladder have the same rows in the same order.
 * Immutable: any thread may use it.
 */
public enum Engine implements EngineFactory {
  /** The baseline. */
  UNBUFFERED(
      null,
      true,
      "a thread per connection, raw streams: two reads and two writes per packet",
      context -> BlockingServer.start(context, Streams.RAW)),
  /** Fewer system calls. */
  BUFFERED(
      UNBUFFERED,
      true,
      "buffered streams, flushed when about to block",
      context -> BlockingServer.start(context, Streams.BUFFERED)),
  /** Fewer objects. */
  POOLED(
      BUFFERED,
      true,
      "frames from a JCTools-backed pool",
      context -> BlockingServer.startPooled(context, Streams.BUFFERED)),
  /** Fewer threads. */
  NETTY(
      UNBUFFERED,
      false,
      "an event loop on NIO in place of threads",
      context -> NettyServer.start(context, NettyTransport.NIO));

  private final Engine parent;
  private final boolean blocking;
  private final String change;
  private final Start start;

  Engine(final Engine parent, final boolean blocking, final String change, final Start start) {
    this.parent = parent;
    this.blocking = blocking;
    this.change = change;
    this.start = start;
  }

  @Override
  public String engineName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean isBlocking() {
    return blocking;
  }

  @Override
  public RunningEngine start(final EngineContext context) throws IOException {
    return start.start(context);
  }

  /**
   * The engine that this one comes from and is measured against.
   *
   * @return empty for the baseline.
   */
  public Optional<Engine> parent() {
    return Optional.ofNullable(parent);
  }

  /**
   * The one thing that this engine changes.
   *
   * @return a line for people.
   */
  public String change() {
    return change;
  }

  /**
   * Finds an engine.
   *
   * @param name as flags spell it.
   * @return the engine.
   * @throws IllegalArgumentException if there is none; the message lists those that are.
   */
  public static Engine of(final String name) {
    return Arrays.stream(values())
        .filter(engine -> engine.engineName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no engine is called '" + name + "'; there are " + names()));
  }

  private static String names() {
    return Arrays.stream(values()).map(Engine::engineName).collect(Collectors.joining(", "));
  }

  private interface Start {
    RunningEngine start(EngineContext context) throws IOException;
  }
}
