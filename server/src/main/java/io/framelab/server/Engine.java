package io.framelab.server;

import io.framelab.server.blocking.BlockingServer;
import io.framelab.server.blocking.FrameObjects;
import io.framelab.server.blocking.Streams;
import io.framelab.server.core.EngineContext;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.RunningEngine;
import io.framelab.server.netty.BareServer;
import io.framelab.server.netty.NettyServer;
import io.framelab.server.netty.NettyTransport;
import io.framelab.server.netty.WireHandlers;
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
      context -> BlockingServer.start(context, Streams.RAW, FrameObjects.FRESH)),
  /** Fewer system calls. */
  BUFFERED(
      UNBUFFERED,
      true,
      "buffered streams, flushed when about to block",
      context -> BlockingServer.start(context, Streams.BUFFERED, FrameObjects.FRESH)),
  /** Fewer objects. */
  POOLED(
      BUFFERED,
      true,
      "frames from a JCTools-backed pool",
      context -> BlockingServer.start(context, Streams.BUFFERED, FrameObjects.POOLED)),
  /** No objects, and no pool. */
  REUSED(
      POOLED,
      true,
      "the connection's thread owns its frame and its ack; the pool goes",
      context -> BlockingServer.start(context, Streams.BUFFERED, FrameObjects.REUSED)),
  /** Fewer threads. */
  NETTY(
      UNBUFFERED,
      false,
      "an event loop on NIO in place of threads",
      context -> NettyServer.start(context, NettyTransport.NIO, WireHandlers.FLUSH_PER_ACK)),
  /** Fewer writes. */
  BATCHED(
      NETTY,
      false,
      "one flush per read",
      context -> NettyServer.start(context, NettyTransport.NIO, WireHandlers.FLUSH_PER_READ)),
  /** Less between the loop and the kernel. */
  EPOLL(
      BATCHED,
      false,
      "the native transport",
      context -> NettyServer.start(context, NettyTransport.EPOLL, WireHandlers.FLUSH_PER_READ)),
  /** No packets. */
  INPLACE(
      EPOLL,
      false,
      "frames are decoded where they lie; no objects",
      context -> NettyServer.start(context, NettyTransport.EPOLL, WireHandlers.IN_PLACE)),
  /** One message to the channel per read. */
  COALESCED(
      INPLACE,
      false,
      "all acks of a read in one buffer",
      context -> NettyServer.start(context, NettyTransport.EPOLL, WireHandlers.COALESCED)),
  /** Nothing between the loop and the connection. */
  BARE(
      COALESCED,
      false,
      "no channel and no pipeline: the loop's connections read and write themselves",
      context -> BareServer.start(context, NettyTransport.EPOLL, false)),
  /** No buffers but the loop's. */
  OWNED(
      BARE,
      false,
      "the loop owns the read buffer and the ack buffer; a connection keeps only leftovers",
      context -> BareServer.start(context, NettyTransport.EPOLL, true)),
  /** The kernel fills buffers while the loop works. */
  IO_URING(
      COALESCED,
      false,
      "the ring in place of epoll",
      context -> NettyServer.start(context, NettyTransport.IO_URING, WireHandlers.COALESCED));

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
  public boolean isHardened() {
    return this == OWNED || this == IO_URING;
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
   * The engine to deploy: {@code owned}, on epoll where that is available, else on NIO.
   *
   * @return an engine that runs on this machine.
   */
  public static EngineFactory best() {
    return NettyTransport.EPOLL.isAvailable() ? OWNED : new OwnedOnNio();
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
