/**
 * The engines with an event loop. {@link io.framelab.server.netty.NettyTransport} says how they
 * wait for bytes, {@link io.framelab.server.netty.WireHandlers} what happens to them. The way of a
 * byte:
 *
 * <pre>
 *   netty, batched, epoll   LengthFieldFrames -&gt; PacketHandler -&gt; PacketSessionHandler -&gt; PacketAcks
 *   inplace                 FrameSessionHandler -&gt; FrameAcks
 *   coalesced, io_uring     FrameSessionHandler -&gt; CoalescedAcks
 *   bare, owned             BareSocket -&gt; BareConnection -&gt; BareAcks -&gt; BareSocket
 * </pre>
 *
 * <p>Up to {@code coalesced}, and in {@code io_uring}, a connection is Netty's channel, and its
 * life is {@link io.framelab.server.netty.SessionHandler}. In {@code bare} and {@code owned} it is
 * {@link io.framelab.server.netty.BareConnection}, which Netty's loop calls without a channel in
 * between.
 */
package io.framelab.server.netty;
