package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.core.AckSink;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;

/**
 * How the acks of a connection get to its channel: the steps from {@code netty} to {@code
 * coalesced}. One per connection, called by its event loop. An ack counts as sent once the socket
 * has it.
 */
abstract class AckWriter implements AckSink {
  private final SessionHandler owner;
  private final CounterShard counters;
  private long sentBytes;
  private int unpublishedSubmitAcks;
  private int unpublishedBytes;
  private int unpublishedFlushes;
  private int pendingBytes;
  private int publishedPendingBytes;

  AckWriter(final SessionHandler owner, final CounterShard counters) {
    this.owner = owner;
    this.counters = counters;
  }

  /** Sees to it that all acks leave. Called when a read is over, or late answers have come. */
  abstract void flush();

  /** Gives back what has not left. */
  void release() {}

  final ChannelHandlerContext ctx() {
    return owner.ctx();
  }

  /** What the socket has taken of this connection's acks so far. */
  final long sentBytes() {
    return sentBytes;
  }

  final void countFlush() {
    unpublishedFlushes++;
  }

  /** The channel has acks, which it tells of when the socket has them. */
  final void pending(final int bytes) {
    pendingBytes += bytes;
  }

  /** The connection has ended; what has not left never will. */
  final void abandon() {
    release();
    pendingBytes = 0;
    publish();
  }

  final void sent(final int submitAcks, final int bytes) {
    pendingBytes -= bytes;
    unpublishedSubmitAcks += submitAcks;
    unpublishedBytes += bytes;
    sentBytes += bytes;
    owner.onSent();
  }

  final void onWritten(final Future<?> written, final int submitAcks, final int bytes) {
    if (written.isSuccess()) {
      sent(submitAcks, bytes);
    } else {
      owner.exceptionCaught(ctx(), written.cause());
    }
  }

  final void publish() {
    if (unpublishedFlushes > 0) {
      counters.add(ServerCounter.FLUSHES, unpublishedFlushes);
      unpublishedFlushes = 0;
    }
    if (unpublishedBytes > 0) {
      counters.add(ServerCounter.RSP_SEND, unpublishedSubmitAcks);
      counters.add(ServerCounter.SENT_BYTES, unpublishedBytes);
      unpublishedSubmitAcks = 0;
      unpublishedBytes = 0;
    }
    if (pendingBytes != publishedPendingBytes) {
      publishPending();
    }
  }

  private void publishPending() {
    final int more = pendingBytes - publishedPendingBytes;
    counters.add(
        more > 0 ? ServerCounter.WRITES_PENDING : ServerCounter.WRITES_SETTLED, Math.abs(more));
    publishedPendingBytes = pendingBytes;
  }
}
