package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.ProtocolException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the operator hears of connections, and what not. */
@Timeout(60)
class ConnectionLogTest {
  private static final byte[] HOST = {(byte) 203, 0, 113, 7};

  private final HeardLog heard = HeardLog.of(ConnectionLog.class);
  private final ConnectionLog log = new ConnectionLog(() -> 0);

  @AfterEach
  void stopListening() {
    heard.close();
  }

  @Test
  void shouldSayHowAPeerBrokeTheProtocolAndSayItOnce() throws Exception {
    final Peer peer = new Peer(address(HOST));
    log.protocolError(peer, Reason.LENGTH_TOO_LARGE);
    log.ended(peer, CloseReason.PROTOCOL);

    assertThat(heard.lines())
        .containsExactly("INFO connection 203.0.113.7:51234 ended: protocol length_too_large");
  }

  @ParameterizedTest
  @EnumSource
  void shouldSayWhyAConnectionEndedOnlyWhenItsPeerMisbehaved(final CloseReason reason)
      throws Exception {
    log.ended(new Peer(address(HOST)), reason);

    if (EnumSet.of(CloseReason.FRAME_TIMEOUT, CloseReason.SLOW_CONSUMER).contains(reason)) {
      assertThat(heard.lines())
          .containsExactly("INFO connection 203.0.113.7:51234 ended: " + reason.label());
    } else {
      assertThat(heard.lines()).isEmpty();
    }
  }

  @Test
  void shouldBoundEachReasonByItselfAndTellTheRestAtTheEnd() throws Exception {
    final Peer peer = new Peer(address(HOST));
    for (int i = 0; i < 3; i++) {
      for (final Reason reason : Reason.values()) {
        log.protocolError(peer, reason);
      }
      for (final RejectReason reason : RejectReason.values()) {
        log.rejected(peer.address(), reason);
      }
      log.ended(peer, CloseReason.SLOW_CONSUMER);
      log.ended(peer, CloseReason.FRAME_TIMEOUT);
      log.noRoom(peer);
      log.failed(peer, new IllegalStateException("on purpose"));
      log.cannotAccept(new IllegalStateException("Too many open files"));
    }
    assertThat(heard.lines()).hasSize(Reason.values().length + RejectReason.values().length + 5);
    log.tellRest();

    assertThat(heard.lines())
        .contains(
            "INFO connection 203.0.113.7:51234 rejected: per_ip",
            "WARN cannot accept a connection, trying again: Too many open files",
            "INFO connections ended: protocol second_conn (2 more since the last such line)",
            "INFO connections rejected: max_conns (2 more since the last such line)",
            "INFO connections ended: frame_timeout (2 more since the last such line)",
            "WARN connections ended: error (2 more since the last such line)");
  }

  @Test
  void shouldTellATraceWhenTheErrorIsOurs() throws Exception {
    log.failed(new Peer(address(HOST)), new IllegalStateException("on purpose"));

    assertThat(heard.lines()).containsExactly("WARN connection 203.0.113.7:51234 ended: error");
    assertThat(heard.events().get(0).getThrowableProxy().getMessage()).isEqualTo("on purpose");
  }

  @Test
  void shouldNameAPeerInFiguresAndNeverByName() throws Exception {
    final byte[] six = new byte[16];
    six[15] = 1;
    log.rejected(address(HOST), RejectReason.PER_IP);
    log.rejected(address(six), RejectReason.MAX_CONNS);
    log.rejected(null, RejectReason.ACCEPT_RATE);

    assertThat(heard.lines())
        .containsExactly(
            "INFO connection 203.0.113.7:51234 rejected: per_ip",
            "INFO connection [0:0:0:0:0:0:0:1]:51234 rejected: max_conns",
            "INFO connection from an unknown address rejected: accept_rate");
  }

  /** With a name that a peer would have chosen. */
  private static InetSocketAddress address(final byte[] host) throws UnknownHostException {
    return new InetSocketAddress(InetAddress.getByAddress("evil\r\nname", host), 51234);
  }
}
