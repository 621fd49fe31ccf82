package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.Admission;
import io.framelab.server.core.RejectReason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Lets a new channel through to the loop that will serve it, or out again. In the pipeline of the
 * listening channel, called by the acceptor's loop.
 */
final class AdmissionHandler extends ChannelInboundHandlerAdapter {
  private final Admission admission;
  private final CounterShard counters;

  AdmissionHandler(final Admission admission, final CounterShard counters) {
    this.admission = admission;
    this.counters = counters;
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    final Channel accepted = (Channel) message;
    final InetAddress address = ((InetSocketAddress) accepted.remoteAddress()).getAddress();
    final RejectReason rejected = admission.admit(address);
    if (rejected == null) {
      accepted.closeFuture().addListener(closed -> admission.left(address));
      ctx.fireChannelRead(accepted);
    } else {
      counters.add(rejected.counter(), 1);
      accepted.unsafe().closeForcibly();
    }
  }
}
