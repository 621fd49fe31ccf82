package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OrderInHandTest {
  private static final LoadOrder ORDER = new LoadOrder(7, LoadOrder.Kind.SEND, null, null);

  private final AtomicInteger rung = new AtomicInteger();
  private final OrderInHand order = new OrderInHand(rung::incrementAndGet);
  private final LoadConnection connection = connection(0);
  private final LoadConnection other = connection(1);

  private static LoadConnection connection(final int number) {
    final FakeChannel channel = new FakeChannel(() -> 0, number, 1, arrivalNs -> arrivalNs);
    final LoadConnection connection = new LoadConnection(number, channel, 10);
    connection.key = channel.key();
    return connection;
  }

  /** Gives the order to both connections, as a load thread does. */
  private void begin(final long submits) {
    connection.allow(submits);
    order.give(ORDER);
    order.takeNew();
    order.recount(List.of(connection, other));
  }

  private void ack(final long upTo) {
    final long before = connection.acked;
    connection.sent = upTo;
    connection.acked = upTo;
    order.acked(connection, before);
  }

  private void limit(final long limit) {
    final long before = connection.limit;
    connection.limit = limit;
    order.settled(connection, before);
  }

  private boolean isDone() {
    order.answer();
    return order.isDone(ORDER.number());
  }

  @Test
  void shouldHandOverAnOrderOnceWhenItIsGiven() {
    assertThat(order.takeNew()).isNull();
    order.give(ORDER);
    assertThat(order.takeNew()).isSameAs(ORDER);
    assertThat(order.takeNew()).isNull();
  }

  @Test
  void shouldAnswerNothingWhenNoOrderCame() {
    order.recount(List.of(connection, other));
    assertThat(isDone()).isFalse();
    assertThat(rung).hasValue(0);
  }

  @Test
  void shouldRingOnceWhenTheLastAckCame() {
    begin(3);
    assertThat(isDone()).isFalse();
    ack(2);
    assertThat(isDone()).isFalse();
    ack(3);
    assertThat(isDone()).isTrue();
    assertThat(isDone()).isTrue();
    assertThat(rung).hasValue(1);
  }

  @Test
  void shouldNotBeDoneBeforeAConnectionKnowsItsLast() {
    begin(Transceiver.UNLIMITED);
    ack(5);
    assertThat(isDone()).isFalse();
    limit(6);
    assertThat(isDone()).isFalse();
    ack(6);
    assertThat(isDone()).isTrue();
  }

  @Test
  void shouldAwaitFewerAcksWhenAConnectionSendsFewer() {
    begin(10);
    limit(4);
    ack(4);
    assertThat(isDone()).isTrue();
  }

  @Test
  void shouldAwaitNothingOfAConnectionWhenItIsGone() {
    begin(10);
    connection.key.cancel();
    order.recount(List.of(connection, other));
    assertThat(isDone()).isTrue();
  }

  @Test
  void shouldAwaitTheGoodbyeWhenAConnectionIsFinishing() {
    connection.finishing = true;
    begin(0);
    assertThat(isDone()).isFalse();
  }
}
