package io.framelab.server.netty;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells loops when a turn of theirs begins: from there on they may sleep, run tasks, then serve
 * what is ready, one connection after the other. Within a turn the end of one connection's batch is
 * the beginning of the next one's, so that the clock need not be read for both. Any thread.
 */
final class LoopTurns {
  private final Map<ThreadAwareExecutor, TurningHandler> handlers = new ConcurrentHashMap<>();

  /** A factory whose loops tell their turns. */
  IoHandlerFactory watched(final IoHandlerFactory factory) {
    return new IoHandlerFactory() {
      @Override
      public IoHandler newHandler(final ThreadAwareExecutor executor) {
        final TurningHandler handler = new TurningHandler(factory.newHandler(executor));
        handlers.put(executor, handler);
        return handler;
      }

      @Override
      public boolean isChangingThreadSupported() {
        return factory.isChangingThreadSupported();
      }
    };
  }

  /**
   * Has a loop tell its turns.
   *
   * @param onTurn called on the loop's thread, from some turn on.
   */
  void watch(final IoEventLoop loop, final Runnable onTurn) {
    handlers.get(loop).onTurn = onTurn;
  }

  private static final class TurningHandler implements IoHandler {
    private final IoHandler handler;
    private volatile Runnable onTurn = () -> {};

    private TurningHandler(final IoHandler handler) {
      this.handler = handler;
    }

    @Override
    public int run(final IoHandlerContext context) {
      onTurn.run();
      return handler.run(context);
    }

    @Override
    public void initialize() {
      handler.initialize();
    }

    @Override
    public void prepareToDestroy() {
      handler.prepareToDestroy();
    }

    @Override
    public void destroy() {
      handler.destroy();
    }

    @Override
    public IoRegistration register(final IoHandle handle) throws Exception {
      return handler.register(handle);
    }

    @Override
    public void wakeup() {
      handler.wakeup();
    }

    @Override
    public boolean isCompatible(final Class<? extends IoHandle> handleType) {
      return handler.isCompatible(handleType);
    }
  }
}
