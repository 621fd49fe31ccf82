package io.framelab.server.core;

import java.net.InetSocketAddress;

/**
 * Who is at the other end of a connection. Immutable; any thread may keep it.
 *
 * @param address where the connection comes from.
 */
public record Peer(InetSocketAddress address) {}
