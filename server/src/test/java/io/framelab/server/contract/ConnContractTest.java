package io.framelab.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.GoldenBytes;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

class ConnContractTest {
  private static final String CONN = "00000010 01 3030303030303031 746f6b";
  private static final String SUBMIT = GoldenBytes.SUBMIT_EMPTY;
  private static final String CONN_ACK = GoldenBytes.CONN_ACK_OK;
  private static final String SUBMIT_ACK = GoldenBytes.SUBMIT_ACK_OK;

  /** What a client sends, what comes back until the end, what is counted. */
  private record Row(String sent, String received, ServerCounter counted) {}

  private static final List<Row> STATE_TABLE =
      List.of(
          new Row("", "", ServerCounter.CLOSED_PEER),
          new Row(CONN, CONN_ACK, ServerCounter.CLOSED_PEER),
          new Row(SUBMIT, SUBMIT_ACK, ServerCounter.CLOSED_PEER),
          new Row(CONN_ACK, "", ServerCounter.PROTOCOL_SERVER_COMMAND),
          new Row(SUBMIT_ACK, "", ServerCounter.PROTOCOL_SERVER_COMMAND),
          new Row(CONN + CONN, CONN_ACK, ServerCounter.PROTOCOL_SECOND_CONN),
          new Row(CONN + SUBMIT, CONN_ACK + SUBMIT_ACK, ServerCounter.CLOSED_PEER),
          new Row(CONN + CONN_ACK, CONN_ACK, ServerCounter.PROTOCOL_SERVER_COMMAND),
          new Row(CONN + SUBMIT_ACK, CONN_ACK, ServerCounter.PROTOCOL_SERVER_COMMAND),
          new Row(SUBMIT + CONN, SUBMIT_ACK + CONN_ACK, ServerCounter.CLOSED_PEER),
          new Row(SUBMIT + SUBMIT, SUBMIT_ACK + SUBMIT_ACK, ServerCounter.CLOSED_PEER),
          new Row(SUBMIT + CONN_ACK, SUBMIT_ACK, ServerCounter.PROTOCOL_SERVER_COMMAND),
          new Row(SUBMIT + SUBMIT_ACK, SUBMIT_ACK, ServerCounter.PROTOCOL_SERVER_COMMAND),
          new Row(
              CONN + SUBMIT + CONN + SUBMIT,
              CONN_ACK + SUBMIT_ACK,
              ServerCounter.PROTOCOL_SECOND_CONN));

  @EveryEngine
  @DisplayName("F14: Conn with a credential, every pair of commands, a second Conn")
  void shouldFollowTheStateTable(final EngineUnderTest engine) throws Exception {
    try (ServerUnderTest server = ServerUnderTest.start(engine)) {
      for (final Row row : STATE_TABLE) {
        final long before = server.count(row.counted());
        try (RawPeer peer = server.connect()) {
          assertThat(peer.send(row.sent()).halfClose().receiveToEnd())
              .as("%s", row)
              .isEqualTo(GoldenBytes.bytes(row.received()));
        }
        server.awaitCount(row.counted(), before + 1);
      }
    }
  }

  @EveryEngine
  @DisplayName("F14: a Conn is acked at once, and is no Submit")
  void shouldAckConnWhenClientWaitsForIt(final EngineUnderTest engine) throws Exception {
    final Ledger ledger = new Ledger();
    try (ServerUnderTest server = ServerUnderTest.start(engine, ledger);
        RawPeer peer = server.connect()) {
      peer.send(CONN);
      assertThat(peer.receive(14)).isEqualTo(GoldenBytes.bytes(CONN_ACK));
      peer.send(SUBMIT);
      assertThat(peer.receive(14)).isEqualTo(GoldenBytes.bytes(SUBMIT_ACK));
      server.awaitCount(ServerCounter.REQ_RECV, 1);
      server.awaitCount(ServerCounter.RSP_SEND, 1);
    }
    assertThat(ledger.handled()).containsExactly(GoldenBytes.ID);
  }
}
