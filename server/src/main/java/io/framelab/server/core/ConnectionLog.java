package io.framelab.server.core;

import io.framelab.codec.ProtocolException.Reason;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What the operator is told of connections: those that a peer's misbehaviour ended, those that were
 * not let in, and what failed here. A peer that leaves, resets or is let go is no news. Each reason
 * is a {@linkplain BoundedLog line of its own}, and of the peer it tells the address in figures and
 * nothing else. One per server; any thread may call it.
 */
public final class ConnectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

  /** Ends of which the operator hears; that by {@link CloseReason#PROTOCOL} was told with why. */
  private static final Set<CloseReason> MISBEHAVIOUR =
      EnumSet.of(CloseReason.FRAME_TIMEOUT, CloseReason.SLOW_CONSUMER);

  private final Map<Reason, BoundedLog> protocolErrors = new EnumMap<>(Reason.class);
  private final Map<CloseReason, BoundedLog> ends = new EnumMap<>(CloseReason.class);
  private final Map<RejectReason, BoundedLog> rejections = new EnumMap<>(RejectReason.class);
  private final BoundedLog noRoom;
  private final BoundedLog failures;
  private final BoundedLog acceptFailures;

  /** Makes one that has told nothing yet. */
  ConnectionLog() {
    this(System::nanoTime);
  }

  /** With a clock of the caller's, for tests. */
  ConnectionLog(final LongSupplier nanoTime) {
    for (final Reason reason : Reason.values()) {
      protocolErrors.put(reason, new BoundedLog(LOG, Level.INFO, nanoTime));
    }
    for (final CloseReason reason : MISBEHAVIOUR) {
      ends.put(reason, new BoundedLog(LOG, Level.INFO, nanoTime));
    }
    for (final RejectReason reason : RejectReason.values()) {
      rejections.put(reason, new BoundedLog(LOG, Level.INFO, nanoTime));
    }
    noRoom = new BoundedLog(LOG, Level.INFO, nanoTime);
    failures = new BoundedLog(LOG, Level.WARN, nanoTime);
    acceptFailures = new BoundedLog(LOG, Level.WARN, nanoTime);
  }

  /**
   * A connection has ended.
   *
   * @param peer at its other end.
   * @param reason why.
   */
  public void ended(final Peer peer, final CloseReason reason) {
    final BoundedLog line = ends.get(reason);
    if (line != null) {
      line.tell(() -> "connection " + text(peer) + " ended: " + reason.label());
    } else if (LOG.isDebugEnabled()) {
      LOG.debug("connection {} ended: {}", text(peer), reason.label());
    }
  }

  /**
   * A connection is being ended because its peer broke the protocol.
   *
   * @param peer at its other end.
   * @param reason how.
   */
  public void protocolError(final Peer peer, final Reason reason) {
    protocolErrors
        .get(reason)
        .tell(() -> "connection " + text(peer) + " ended: protocol " + reason.label());
  }

  /**
   * A connection was closed as it came.
   *
   * @param address where it came from; null if that is not known any more.
   * @param reason why.
   */
  public void rejected(final InetSocketAddress address, final RejectReason reason) {
    rejections
        .get(reason)
        .tell(() -> "connection " + text(address) + " rejected: " + reason.label());
  }

  /**
   * A connection was ended because there was no memory for what it would have had the server keep.
   *
   * @param peer at its other end.
   */
  public void noRoom(final Peer peer) {
    noRoom.tell(() -> "connection " + text(peer) + " ended: no room for what came in parts");
  }

  /**
   * A connection is closed because of something that neither peer nor network can have caused.
   *
   * @param peer at its other end.
   * @param thrown is told with its trace.
   */
  public void failed(final Peer peer, final Throwable thrown) {
    failures.tell(() -> "connection " + text(peer) + " ended: error", thrown);
  }

  /**
   * A connection could not be accepted, as a rule for want of file descriptors.
   *
   * @param cause told by its message alone: it is the system's.
   */
  public void cannotAccept(final Throwable cause) {
    acceptFailures.tell(() -> "cannot accept a connection, trying again: " + cause.getMessage());
  }

  /** The server has ended: tells what the bounds have held back. */
  void tellRest() {
    protocolErrors.forEach(
        (reason, line) -> line.tellRest("connections ended: protocol " + reason.label()));
    ends.forEach((reason, line) -> line.tellRest("connections ended: " + reason.label()));
    rejections.forEach((reason, line) -> line.tellRest("connections rejected: " + reason.label()));
    noRoom.tellRest("connections ended: no room for what came in parts");
    failures.tellRest("connections ended: error");
    acceptFailures.tellRest("connections could not be accepted");
  }

  private static String text(final Peer peer) {
    return text(peer.address());
  }

  /** In figures: a name would be the peer's own word, and a question to a server of the peer's. */
  private static String text(final InetSocketAddress address) {
    if (address == null || address.isUnresolved()) {
      return "from an unknown address";
    }
    final String host = address.getAddress().getHostAddress();
    final String bracketed = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return bracketed + ":" + address.getPort();
  }
}
