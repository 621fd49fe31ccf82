package io.framelab.server.netty;

import io.framelab.metrics.CounterShard;
import io.framelab.server.core.Admission;
import io.framelab.server.core.ConnectionLog;
import io.framelab.server.core.RejectReason;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Lets a new channel through to the loop that will serve it, or out again. In the pipeline of the
 * listening channel, called by the acceptor's loop.
 */
final class AdmissionHandler extends ChannelInboundHandlerAdapter {
  private final Admission admission;
  private final CounterShard counters;
  private final ConnectionLog log;

  /** One for all channels: an idle one must not cost much. */
  private final ChannelFutureListener letOut = closed -> letOut(closed.channel());

  private final Runnable onAdmitted;
  private final Consumer<Channel> onClosed;

  /**
   * Prepares to let channels in.
   *
   * @param counters of the acceptor's loop.
   * @param log is told of those that are not let in.
   * @param onAdmitted called before a channel that is let in goes to its loop.
   * @param onClosed called once for each of those, by its loop, when it has closed.
   */
  AdmissionHandler(
      final Admission admission,
      final CounterShard counters,
      final ConnectionLog log,
      final Runnable onAdmitted,
      final Consumer<Channel> onClosed) {
    this.admission = admission;
    this.counters = counters;
    this.log = log;
    this.onAdmitted = onAdmitted;
    this.onClosed = onClosed;
  }

  @Override
  public void channelRead(final ChannelHandlerContext ctx, final Object message) {
    final Channel accepted = (Channel) message;
    final InetAddress address = address(accepted);
    if (address == null) {
      accepted.unsafe().closeForcibly();
      return;
    }
    final RejectReason rejected = admission.admit(address);
    if (rejected == null) {
      onAdmitted.run();
      accepted.closeFuture().addListener(letOut);
      ctx.fireChannelRead(accepted);
      if (!accepted.isOpen() && !accepted.isRegistered() && !accepted.closeFuture().isDone()) {
        // Netty has closed it because of its options, and tells nobody.
        letOut(accepted);
      }
    } else {
      counters.add(rejected.counter(), 1);
      log.rejected((InetSocketAddress) accepted.remoteAddress(), rejected);
      accepted.unsafe().closeForcibly();
    }
  }

  /**
   * Like {@link BareListener}: what is in the way of accepting is in the way of the next one, too.
   */
  @Override
  public void exceptionCaught(final ChannelHandlerContext ctx, final Throwable cause) {
    log.cannotAccept(cause);
    final ChannelConfig listener = ctx.channel().config();
    listener.setAutoRead(false);
    ctx.executor()
        .schedule(() -> listener.setAutoRead(true), BareListener.PAUSE_MS, TimeUnit.MILLISECONDS);
  }

  private void letOut(final Channel channel) {
    admission.left(address(channel));
    onClosed.accept(channel);
  }

  /**
   * Asked of the socket the first time and remembered by the channel; null if the peer has reset
   * before that.
   */
  private static InetAddress address(final Channel channel) {
    final InetSocketAddress address = (InetSocketAddress) channel.remoteAddress();
    return address == null ? null : address.getAddress();
  }
}
