package io.framelab.server;

import io.framelab.server.core.EngineContext;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.RunningEngine;
import io.framelab.server.netty.BareServer;
import io.framelab.server.netty.NettyTransport;
import java.io.IOException;

/**
 * {@code owned} where epoll is missing: the same engine on the JDK's selector, which runs
 * everywhere. Not a rung of the ladder, since it differs from its parent in two things. Immutable:
 * any thread may use it.
 */
public final class OwnedOnNio implements EngineFactory {
  /** Creates the factory. */
  public OwnedOnNio() {}

  @Override
  public String engineName() {
    return Engine.OWNED.engineName();
  }

  @Override
  public boolean isBlocking() {
    return Engine.OWNED.isBlocking();
  }

  @Override
  public boolean isHardened() {
    return Engine.OWNED.isHardened();
  }

  @Override
  public RunningEngine start(final EngineContext context) throws IOException {
    return BareServer.start(context, NettyTransport.NIO, true);
  }
}
