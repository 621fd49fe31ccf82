package io.framelab.server.netty;

import io.netty.channel.IoEventLoop;

/** The socket of a connection without a channel; tells of what is there as long as it is there. */
final class ScriptedSocket implements BareSocket {
  private final ScriptedPeer peer;
  private Watcher watcher;
  private Readiness awaited = Readiness.NONE;
  private boolean closed;

  ScriptedSocket(final ScriptedPeer peer) {
    this.peer = peer;
  }

  /** Returns whether the connection was told of something. */
  boolean tell() {
    if (closed
        || !(awaited == Readiness.READABLE && peer.isReadable())
            && !(awaited == Readiness.WRITABLE && peer.isWritable())) {
      return false;
    }
    watcher.onReady(false);
    return true;
  }

  @Override
  public void register(final IoEventLoop loop, final Watcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public void watchFor(final Readiness readiness) {
    awaited = readiness;
  }

  @Override
  public int read(final IoBuffer into) {
    final byte[] bytes = peer.read(into.capacity());
    if (bytes == null) {
      return -1;
    }
    into.view().putBytes(0, bytes);
    return bytes.length;
  }

  @Override
  public int write(final IoBuffer from, final int offset, final int length) {
    final byte[] bytes = new byte[length];
    from.view().getBytes(offset, bytes);
    return peer.write(bytes);
  }

  @Override
  public void shutdownOutput() {
    peer.outputShutDown();
  }

  @Override
  public void resetOnClose() {
    throw new AssertionError("nobody gives this peer up");
  }

  @Override
  public void closeNow() {
    closed = true;
    peer.closed();
  }
}
