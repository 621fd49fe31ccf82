package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.RawPeer;
import io.framelab.metrics.ServerCounter;
import io.framelab.metrics.ServerCounters;
import io.framelab.metrics.ServerGauge;
import io.framelab.server.core.Deferral;
import io.framelab.server.core.Limits;
import io.framelab.server.core.ResultCode;
import io.framelab.server.core.Submission;
import io.framelab.server.core.SubmitHandler;
import io.netty.util.LeakPresenceDetector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A connection that the server lets go, at every point of a conversation: what can happen to it
 * happens in every order, and after each event the loop has had its turn or not. One thread, no
 * sockets, no clock: a failure happens again.
 */
@Timeout(120)
class DrainInterleavingsTest {
  private static final byte[] PAYLOAD = new byte[5];
  private static final int FRAME_LENGTH = FrameDescriptor.BODY_OFFSET + PAYLOAD.length;

  /** Answered late. */
  private static final int LATE_ID = 2;

  private static final int SUBMITS = 4;

  /** Four Submits and the beginning of a fifth; the first part ends inside the third. */
  private static final byte[] SENT =
      Arrays.copyOf(
          RawPeer.submitFrames(1, SUBMITS + 1, PAYLOAD), SUBMITS * FRAME_LENGTH + FRAME_LENGTH / 2);

  private static final int FIRST_PART = 2 * FRAME_LENGTH + FRAME_LENGTH / 2;

  /** For an ack and a half, until there is room for all. */
  private static final int ROOM = FrameDescriptor.ACK_LENGTH * 3 / 2;

  /** More than a connection can have to do. */
  private static final int MOST_TURNS = 50;

  /** Of the conversation that is going on. */
  private final List<Long> handled = new ArrayList<>();

  private Deferral promised;
  private boolean answered;
  private boolean draining;

  /**
   * What can happen; in this order, or in any other that keeps what the peer sends in its order.
   */
  private enum Event {
    FIRST_PART_COMES,
    REST_COMES,
    PEER_ENDS,
    HANDLER_ANSWERS,
    ROOM_FOR_ACKS,
    DRAIN
  }

  private enum Way {
    OWNED(null),
    FLUSH_PER_ACK(WireHandlers.FLUSH_PER_ACK),
    FLUSH_PER_READ(WireHandlers.FLUSH_PER_READ),
    IN_PLACE(WireHandlers.IN_PLACE),
    COALESCED(WireHandlers.COALESCED);

    private final WireHandlers handlers;

    Way(final WireHandlers handlers) {
      this.handlers = handlers;
    }
  }

  @AfterEach
  void checkLeaks() {
    LeakPresenceDetector.check();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "H05: whenever the server stops, all that was handled is acked, nothing more handled")
  void shouldAckExactlyWhatWasHandledWheneverItIsDrained(final Way way) throws IOException {
    final Map<Integer, Integer> conversationsByHandled = new TreeMap<>();
    try (HandDrivenServer server = new HandDrivenServer(this::answer)) {
      final HandDrivenServer.Connector connector =
          way.handlers == null ? server.bare() : server.channels(way.handlers);
      for (final Set<Event> happening :
          List.of(EnumSet.allOf(Event.class), EnumSet.complementOf(EnumSet.of(Event.PEER_ENDS)))) {
        for (final List<Event> order : orders(happening)) {
          for (int turns = 0; turns < 1 << order.size() - 1; turns++) {
            converse(server, connector, order, turns);
            conversationsByHandled.merge(handled.size(), 1, Integer::sum);
          }
        }
      }
    }
    assertThat(conversationsByHandled).containsOnlyKeys(0, 2, SUBMITS);
  }

  private void converse(
      final HandDrivenServer server,
      final HandDrivenServer.Connector connector,
      final List<Event> order,
      final int turns) {
    final String script = script(order, turns);
    final ServerCounters counters = server.counters();
    final Tally before = Tally.of(counters);
    final ScriptedPeer peer = new ScriptedPeer(ROOM);
    handled.clear();
    promised = null;
    answered = false;
    draining = false;
    final ScriptedConnection connection = connector.connect(peer);
    for (int i = 0; i < order.size(); i++) {
      happen(order.get(i), peer, connection);
      if ((turns & 1 << i) != 0) {
        turn(server, connection, script);
      }
    }
    turn(server, connection, script);
    if (!order.contains(Event.PEER_ENDS)) {
      assertThat(peer.closes()).as("%s: waits for the peer", script).isZero();
      assertNothingWaits(counters, script);
      server.advance(Limits.LINGER_TIMEOUT);
      turn(server, connection, script);
    }

    final byte[] acks = RawPeer.ackFrames(1, handled.size());
    assertThat(peer.acks()).as(script).isEqualTo(acks);
    assertThat(peer.endedAfter()).as(script).isEqualTo(acks.length);
    assertThat(peer.closes()).as(script).isOne();
    final Tally after = Tally.of(counters);
    assertThat(after.received - before.received).as(script).isEqualTo(handled.size());
    assertThat(after.sent - before.sent).as(script).isEqualTo(handled.size());
    assertThat(after.open).as(script).isZero();
    assertThat(after.left - before.left + after.drained - before.drained).as(script).isOne();
    assertNothingWaits(counters, script);
    if (drainsFirst(order)) {
      assertThat(after.drained - before.drained).as(script).isOne();
    }
  }

  private static void assertNothingWaits(final ServerCounters counters, final String script) {
    for (final ServerGauge gauge : ServerGauge.values()) {
      assertThat(counters.now(gauge)).as("%s: %s", script, gauge).isZero();
    }
  }

  private static boolean drainsFirst(final List<Event> order) {
    return !order.contains(Event.PEER_ENDS)
        || order.indexOf(Event.DRAIN) < order.indexOf(Event.PEER_ENDS);
  }

  private int answer(final Submission submission) {
    assertThat(draining).as("handled although the server stops").isFalse();
    handled.add(submission.id());
    if (submission.id() != LATE_ID || answered) {
      return ResultCode.OK;
    }
    promised = submission.defer();
    return SubmitHandler.LATER;
  }

  private void happen(
      final Event event, final ScriptedPeer peer, final ScriptedConnection connection) {
    switch (event) {
      case FIRST_PART_COMES -> peer.send(Arrays.copyOf(SENT, FIRST_PART));
      case REST_COMES -> peer.send(Arrays.copyOfRange(SENT, FIRST_PART, SENT.length));
      case PEER_ENDS -> peer.end();
      case ROOM_FOR_ACKS -> peer.takeAll();
      case HANDLER_ANSWERS -> {
        answered = true;
        if (promised != null) {
          assertThat(promised.complete(ResultCode.OK)).as("the answer was taken").isTrue();
        }
      }
      case DRAIN -> {
        draining = true;
        connection.drain();
      }
    }
  }

  /** Until there is nothing to do. */
  private static void turn(
      final HandDrivenServer server, final ScriptedConnection connection, final String script) {
    int left = MOST_TURNS;
    do {
      assertThat(left--).as("%s: it spins", script).isPositive();
      server.runTasks();
    } while (connection.onTurn());
  }

  /** All orders in which the peer sends its parts one after the other, and ends behind them. */
  private static List<List<Event>> orders(final Set<Event> events) {
    final List<List<Event>> orders = new ArrayList<>();
    extend(new ArrayList<>(), events, orders);
    return orders;
  }

  private static void extend(
      final List<Event> begun, final Set<Event> events, final List<List<Event>> orders) {
    if (begun.size() == events.size()) {
      orders.add(List.copyOf(begun));
    }
    for (final Event next : events) {
      if (!begun.contains(next)
          && (next != Event.REST_COMES || begun.contains(Event.FIRST_PART_COMES))
          && (next != Event.PEER_ENDS || begun.contains(Event.REST_COMES))) {
        begun.add(next);
        extend(begun, events, orders);
        begun.remove(begun.size() - 1);
      }
    }
  }

  /** For a person: the events, with a stroke behind those after which the loop had its turn. */
  private static String script(final List<Event> order, final int turns) {
    final StringBuilder script = new StringBuilder();
    for (int i = 0; i < order.size(); i++) {
      script.append(order.get(i)).append((turns & 1 << i) == 0 ? " " : " | ");
    }
    return script.toString();
  }

  /** What the metrics say. */
  private record Tally(long received, long sent, long left, long drained, long open) {
    static Tally of(final ServerCounters counters) {
      return new Tally(
          counters.total(ServerCounter.REQ_RECV),
          counters.total(ServerCounter.RSP_SEND),
          counters.total(ServerCounter.CLOSED_PEER),
          counters.total(ServerCounter.CLOSED_DRAIN),
          counters.connected());
    }
  }
}
