package io.framelab.server.netty;

import io.framelab.server.core.EngineContext;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.RunningEngine;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** An engine without threads and sockets: a test has its context, and does all by itself. */
final class HandDrivenEngine implements EngineFactory, RunningEngine {
  private EngineContext context;

  EngineContext context() {
    return context;
  }

  @Override
  public String engineName() {
    return "hand-driven";
  }

  @Override
  public boolean isBlocking() {
    return false;
  }

  @Override
  public boolean isHardened() {
    return true;
  }

  @Override
  public RunningEngine start(final EngineContext context) {
    this.context = context;
    return this;
  }

  @Override
  public InetSocketAddress address() {
    return ScriptedPeer.ADDRESS;
  }

  @Override
  public String transport() {
    return "none";
  }

  @Override
  public String threads() {
    return "0";
  }

  @Override
  public String allocator() {
    return "none";
  }

  @Override
  public void beginDrain() {}

  @Override
  public boolean awaitDrained(final long timeout, final TimeUnit unit) {
    return true;
  }

  @Override
  public void close() {}
}
