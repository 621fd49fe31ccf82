package io.framelab.server.netty;

import io.framelab.metrics.ServerCounters;
import io.framelab.server.core.Admission;
import io.framelab.server.core.ConnectionLimits;
import io.framelab.server.core.Peer;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.SubmitHandler;
import io.framelab.server.core.ThreadKind;
import io.framelab.server.core.Threads;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A server whose only loop runs when a test says so, on the test's thread, and whose time stands
 * still meanwhile; its connections are those of {@link ScriptedPeer}s. So what happens in it
 * happens again.
 */
final class HandDrivenServer implements AutoCloseable {
  private final HandDrivenEngine engine = new HandDrivenEngine();
  private final MockTicker ticker = Ticker.newMockTicker();
  private final ManualIoEventLoop loop =
      new ManualIoEventLoop(null, Thread.currentThread(), NioIoHandler.newFactory(), ticker);
  private final Server server;

  HandDrivenServer(final SubmitHandler handler) throws IOException {
    server =
        Server.start(ServerConfig.of(engine).threads(new Threads(1, ThreadKind.PLATFORM)), handler);
  }

  ServerCounters counters() {
    return server.counters();
  }

  /** Runs the loop's tasks, and nothing that a connection waits for. */
  void runTasks() {
    loop.runNow();
  }

  void advance(final Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Connections as {@code owned} has them, but for the buffers: those are the allocator's, so that
   * whatever is not given back shows as a leak.
   */
  Connector bare() {
    final OpenConnections open = new OpenConnections();
    final Admission admission = new Admission(ConnectionLimits.OFF, System::nanoTime);
    final BareLoop bareLoop =
        new BareLoop(loop, engine.context(), ByteBufAllocator.DEFAULT, false, open, admission);
    return peer -> {
      final ScriptedSocket socket = new ScriptedSocket(peer);
      open.began();
      admission.admit(ScriptedPeer.ADDRESS.getAddress());
      bareLoop.serve(new BareListenSocket.Accepted(socket, new Peer(ScriptedPeer.ADDRESS)));
      return new ScriptedConnection() {
        @Override
        public void drain() {
          bareLoop.drain();
        }

        @Override
        public boolean onTurn() {
          return socket.tell();
        }
      };
    };
  }

  /** Connections that are Netty's channels, with that way for a byte. */
  Connector channels(final WireHandlers handlers) {
    final ChannelLoop channelLoop =
        ChannelLoop.of(loop, engine.context(), ByteBufAllocator.DEFAULT);
    return peer -> {
      final ScriptedChannel channel = new ScriptedChannel(peer);
      handlers.addTo(channel.pipeline(), channelLoop);
      channel.unsafe().register(loop, channel.newPromise());
      runTasks();
      return new ScriptedConnection() {
        @Override
        public void drain() {
          channel.pipeline().fireUserEventTriggered(NettyServer.DRAIN);
        }

        @Override
        public boolean onTurn() {
          return channel.tell();
        }
      };
    };
  }

  @Override
  public void close() {
    server.close();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    while (!loop.isTerminated()) {
      // To whoever shuts down, too, time must go on.
      ticker.advance(1, TimeUnit.SECONDS);
      loop.runNow();
    }
  }

  /** Opens connections on the loop. */
  interface Connector {
    ScriptedConnection connect(ScriptedPeer peer);
  }
}
