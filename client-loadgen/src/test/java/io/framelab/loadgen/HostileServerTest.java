package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.cli.Target;
import io.framelab.loadgen.FramePeer.Submit;
import io.framelab.loadgen.FramePeer.Wire;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.RunVerdict;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every way in which a server can break the protocol is seen, named and counted. */
@Timeout(30)
class HostileServerTest {
  /** A closed loop here, an open one in a subclass: what is verified must be the same. */
  SendRate rate() {
    return null;
  }

  private LoadResult run(final FramePeer.Behaviour behaviour) throws IOException {
    // As long as the run waits for the connection that was well, once the other one was not.
    return run(behaviour, 2_000);
  }

  private LoadResult run(final FramePeer.Behaviour behaviour, final long timeoutMs)
      throws IOException {
    try (FramePeer peer = new FramePeer(behaviour)) {
      return LoadRig.run(
          new LoadConfig(new Target("127.0.0.1", peer.port()))
              .connections(2)
              .window(10)
              .rate(rate())
              .warmupNs(0)
              .requests(100)
              .timeoutNs(TimeUnit.MILLISECONDS.toNanos(timeoutMs)),
          LoadListener.NONE);
    }
  }

  /** Answers well ten times, then once as the test says. */
  private static FramePeer.Behaviour afterTen(final Misdeed misdeed) {
    return wire -> {
      for (int i = 0; i < 10; i++) {
        wire.ack(wire.need().id());
        wire.flush();
      }
      misdeed.commit(wire, wire.need());
      wire.flush();
      wire.awaitEnd();
    };
  }

  private interface Misdeed {
    void commit(Wire wire, Submit next) throws IOException;
  }

  private static void assertViolated(final LoadResult result, final String words) {
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.VIOLATED);
    assertThat(result.errors().protocol()).isPositive();
    assertThat(result.valid()).isFalse();
    assertThat(result.invalidReasons().get(0))
        .contains(words)
        .containsPattern(
            "connection [01], ack number \\d+: expected (id 0x\\p{XDigit}{16}|nothing)");
  }

  @Test
  void shouldNameBothIdsWhenTheIdIsWrong() throws IOException {
    final LoadResult result = run(afterTen((wire, next) -> wire.ack(~next.id())));
    assertViolated(result, "wrong id");
    assertThat(result.invalidReasons().get(0))
        .contains("ack number 11")
        .containsPattern("expected id 0x000[01]00000000000a, found id 0xfff[ef]fffffffffff5");
    assertThat(result.verify().badId()).isPositive();
  }

  @Test
  void shouldFindTheWrongIdWhenItIsAnotherConnections() throws IOException {
    final LoadResult result = run(afterTen((wire, next) -> wire.ack(next.id() ^ 1L << 48)));
    assertViolated(result, "wrong id");
  }

  @Test
  void shouldFindADuplicateWhenAnAckComesTwice() throws IOException {
    final LoadResult result = run(afterTen((wire, next) -> wire.ack(next.id() - 1)));
    assertViolated(result, "duplicate ack");
    assertThat(result.verify().duplicate()).isPositive();
  }

  @Test
  void shouldFindADuplicateWhenItComesAfterTheLastAck() throws IOException {
    final LoadResult result =
        run(
            wire -> {
              long last = 0;
              for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
                last = submit.id();
                wire.ack(last);
                wire.flush();
              }
              wire.ack(last);
              wire.flush();
            });
    assertViolated(result, "duplicate ack");
  }

  @Test
  void shouldFindTheOrderBrokenWhenTwoAcksChangePlaces() throws IOException {
    final LoadResult result =
        run(
            afterTen(
                (wire, next) -> {
                  wire.ack(wire.need().id());
                  wire.ack(next.id());
                }));
    assertViolated(result, "ack out of order");
    assertThat(result.verify().reordered()).isPositive();
  }

  @Test
  void shouldFindTheAckOfNothingWhenItWasNeverSent() throws IOException {
    final LoadResult result = run(afterTen((wire, next) -> wire.ack(next.id() + 1_000)));
    assertViolated(result, "ack of nothing");
    assertThat(result.verify().badId()).isPositive();
  }

  @Test
  void shouldFindTheAckOfNothingWhenTheNextIdComesTooEarly() throws IOException {
    final LoadResult result =
        run(
            wire -> {
              long id = 0;
              for (int i = 0; i < 50; i++) {
                id = wire.need().id();
                wire.ack(id);
                wire.flushIfIdle();
              }
              wire.ack(id + 1);
              wire.flush();
              wire.awaitEnd();
            });
    assertViolated(result, "ack of nothing");
  }

  @Test
  void shouldFindTheResultUnknownWhenItHasNoMeaning() throws IOException {
    assertViolated(run(afterTen((wire, next) -> wire.ack(next.id(), 5))), "unknown result");
  }

  @Test
  void shouldFindNoAckWhenTheServerTalksSomethingElse() throws IOException {
    final LoadResult result =
        run(afterTen((wire, next) -> wire.bytes("HTTP/1.1 400 Bad Request".getBytes())));
    assertViolated(result, "not an ack");
    assertThat(result.invalidReasons().get(0)).contains("0x48545450");
  }

  @Test
  void shouldFindNoAckWhenGarbageIsShorterThanOne() throws IOException {
    assertViolated(
        run(afterTen((wire, next) -> wire.bytes((byte) 0, (byte) 0, (byte) 0, (byte) 15))),
        "not an ack");
  }

  @Test
  void shouldFindNoAckWhenTheCommandIsAnotherOne() throws IOException {
    final LoadResult result =
        run(
            afterTen(
                (wire, next) -> {
                  final byte[] ack = FramePeer.ackBytes(next.id(), 0);
                  ack[4] = (byte) 0x80;
                  wire.bytes(ack);
                }));
    assertViolated(result, "not an ack");
  }

  @Test
  void shouldBlameTheServerWhenItClosesTooEarly() throws IOException {
    final LoadResult result =
        run(
            wire -> {
              for (int i = 0; i < 10; i++) {
                wire.next();
              }
              wire.shutdownOutput();
              wire.awaitEnd();
            });
    assertViolated(result, "closed by the server with acks outstanding");
    assertThat(result.verify().missing()).isPositive();
  }

  @Test
  void shouldFailWithoutBlameWhenTheConnectionIsReset() throws IOException {
    final LoadResult result =
        run(
            wire -> {
              wire.next();
              wire.reset();
            });
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.FAILED);
    assertThat(result.errors().reset()).isPositive();
  }

  @Test
  void shouldFailWhenTheServerIsSilent() throws IOException {
    final LoadResult result = run(Wire::awaitEnd, 500);
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.FAILED);
    assertThat(result.errors().timeout()).isPositive();
    assertThat(result.invalidReasons().get(0))
        .contains("no ack within 500 ms")
        .containsPattern("waiting for ack number 1, id 0x000[01]000000000000");
  }

  @Test
  void shouldBlameNoBreakOfTheProtocolWhenTheServerWantsAuthentication() throws IOException {
    final LoadResult result =
        run(
            wire -> {
              wire.ack(wire.need().id(), 3);
              wire.flush();
              wire.shutdownOutput();
              wire.awaitEnd();
            });
    assertThat(RunVerdict.of(result)).isEqualTo(RunVerdict.FAILED);
    assertThat(result.verify().results().get("unauthenticated")).isPositive();
    assertThat(result.invalidReasons().get(0))
        .contains("wants authentication")
        .contains("ack number 1");
  }

  @Test
  void shouldCountAndSayWhenTheHandlerFails() throws IOException {
    final LoadResult result =
        run(
            wire -> {
              for (Submit submit = wire.next(); submit != null; submit = wire.next()) {
                wire.ack(submit.id(), 4);
                wire.flushIfIdle();
              }
            });
    assertThat(result.verify().results().get("failed")).isEqualTo(100);
    assertThat(result.errors()).isEqualTo(new LoadResult.Errors(0, 0, 0, 0));
    assertThat(result.notes()).anyMatch(note -> note.contains("failed on 100 Submits"));
  }
}
