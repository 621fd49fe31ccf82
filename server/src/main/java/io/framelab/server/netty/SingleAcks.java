package io.framelab.server.netty;

import io.framelab.codec.FrameDescriptor;
import io.framelab.metrics.CounterShard;
import io.netty.channel.ChannelFutureListener;

/** Each ack is a message of its own to the channel. Called by the connection's event loop. */
abstract class SingleAcks extends AckWriter {
  private final boolean flushEach;
  private final ChannelFutureListener countSubmitAck;
  private final ChannelFutureListener countConnAck;
  private boolean unflushed;

  SingleAcks(final SessionHandler owner, final CounterShard counters, final boolean flushEach) {
    super(owner, counters);
    this.flushEach = flushEach;
    this.countSubmitAck = written -> onWritten(written, 1, FrameDescriptor.ACK_LENGTH);
    this.countConnAck = written -> onWritten(written, 0, FrameDescriptor.ACK_LENGTH);
  }

  /** The ack of a Submit, as the pipeline takes it. */
  abstract Object submitAckMessage(long id, int result);

  /** The ack of a Conn, as the pipeline takes it. */
  abstract Object connAckMessage(long id, int result);

  @Override
  public final void submitAck(final long id, final int result) {
    write(submitAckMessage(id, result), countSubmitAck);
  }

  @Override
  public final void connAck(final long id, final int result) {
    write(connAckMessage(id, result), countConnAck);
  }

  @Override
  final void flush() {
    if (unflushed) {
      unflushed = false;
      countFlush();
      ctx().flush();
    }
  }

  private void write(final Object ack, final ChannelFutureListener onWritten) {
    pending(FrameDescriptor.ACK_LENGTH);
    ctx().write(ack).addListener(onWritten);
    unflushed = true;
    if (flushEach) {
      flush();
    }
  }
}
