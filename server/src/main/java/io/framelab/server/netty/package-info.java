/**
 * The engines with an event loop. The way of a byte in {@code netty}: {@link
 * io.framelab.server.netty.LengthFieldFrames} cuts frames, {@link
 * io.framelab.server.netty.PacketHandler} makes packets of them, {@link
 * io.framelab.server.netty.SessionHandler} has the session answer and writes the ack.
 */
package io.framelab.server.netty;
