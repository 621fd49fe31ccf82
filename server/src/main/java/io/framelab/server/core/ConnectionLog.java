package io.framelab.server.core;

import io.framelab.codec.ProtocolException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator why connections ended that did not end well: a line a second for each reason
 * at most, whatever peers do. Of a peer it tells the address, in digits, and nothing that it sent.
 * Ends as usual, resets included, are for the metrics alone. Any thread may call it.
 */
public final class ConnectionLog {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionLog.class);

  /** By reason, of which there is a closed set. */
  private final Map<String, LogBound> bounds = new ConcurrentHashMap<>();

  /** Creates a log that has told nothing yet. */
  public ConnectionLog() {}

  /**
   * A peer has broken the protocol.
   *
   * @param peer of the connection.
   * @param reason in what way.
   */
  public void protocolError(final Peer peer, final Reason reason) {
    tell("ended", peer.address(), "protocol " + label(reason));
  }

  /**
   * A connection has ended.
   *
   * @param peer of the connection.
   * @param reason why; most are not told.
   */
  public void ended(final Peer peer, final CloseReason reason) {
    if (reason == CloseReason.FRAME_TIMEOUT || reason == CloseReason.SLOW_CONSUMER) {
      tell("ended", peer.address(), label(reason));
    }
  }

  /**
   * A connection was closed as it came.
   *
   * @param address where it came from.
   * @param reason why.
   */
  public void rejected(final InetSocketAddress address, final RejectReason reason) {
    tell("rejected", address, reason.label());
  }

  /**
   * A connection was ended because there was no memory for what it would have had the server keep.
   *
   * @param peer of the connection.
   */
  public void noRoom(final Peer peer) {
    tell("ended", peer.address(), "no memory left for what arrives in pieces");
  }

  /**
   * A connection was ended by an error that nobody foresaw.
   *
   * @param peer of the connection.
   * @param thrown the error, told with its trace.
   */
  public void failed(final Peer peer, final Throwable thrown) {
    final long leftOut = bound("failed").admit();
    if (leftOut != LogBound.LEFT_OUT) {
      LOG.warn(
          "connection {} ended: error ({} more since the last such line)",
          inDigits(peer.address()),
          leftOut,
          thrown);
    }
  }

  private void tell(final String what, final InetSocketAddress address, final String reason) {
    final long leftOut = bound(reason).admit();
    if (leftOut != LogBound.LEFT_OUT) {
      LOG.info(
          "connection {} {}: {} ({} more since the last such line)",
          inDigits(address),
          what,
          reason,
          leftOut);
    }
  }

  private LogBound bound(final String reason) {
    return bounds.computeIfAbsent(reason, absent -> new LogBound());
  }

  /** Never the name, which whoever owns the address can choose, and which takes time to ask for. */
  private static String inDigits(final InetSocketAddress address) {
    final InetAddress host = address.getAddress();
    return (host == null ? "?" : host.getHostAddress()) + ":" + address.getPort();
  }

  private static String label(final Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT);
  }
}
