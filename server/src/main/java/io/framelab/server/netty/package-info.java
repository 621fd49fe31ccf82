/**
 * The engines with an event loop. {@link io.framelab.server.netty.NettyTransport} says how they
 * wait for bytes, {@link io.framelab.server.netty.WireHandlers} what happens to them. The way of a
 * byte:
 *
 * <pre>
 *   netty, batched, epoll             LengthFieldFrames -&gt; PacketHandler -&gt; PacketSessionHandler -&gt; PacketAcks
 *   inplace                           FrameSessionHandler -&gt; FrameAcks
 *   coalesced, io_uring               FrameSessionHandler -&gt; CoalescedAcks
 *   owned           LoopBuffers -&gt;    FrameSessionHandler -&gt; OwnedAcks
 * </pre>
 *
 * <p>The life of a connection is {@link io.framelab.server.netty.SessionHandler} in all of them.
 */
package io.framelab.server.netty;
