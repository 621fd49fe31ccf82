package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenLoopJudgeTest {
  private static final long SECOND_NS = 1_000_000_000;
  private static final long MS = 1_000_000;

  /** Ten seconds at 10,000/s; each test says what is different. */
  private Arrival arrival = Arrival.UNIFORM;

  private long sent = 100_000;
  private long lagP99Ns;
  private long responseP99Ns = 2 * MS;
  private double busyShare = 0.3;
  private long gcPauseNs;
  private long stallNs;
  private double blockedShare;
  private long held;
  private long unsent;

  private OpenLoopJudge judge() {
    return new OpenLoopJudge(
        10_000,
        arrival,
        sent,
        10 * SECOND_NS,
        lagP99Ns,
        responseP99Ns,
        busyShare,
        gcPauseNs,
        stallNs,
        blockedShare,
        held,
        unsent);
  }

  @Test
  void shouldFindNothingWhenTheRateWasKept() {
    assertThat(judge().faults()).isEmpty();
    assertThat(judge().serverLimited()).isNull();
    sent = 99_001;
    assertThat(judge().isRateMissed()).isFalse();
  }

  @Test
  void shouldBlameTheServerWhenWindowsWereFull() {
    sent = 50_000;
    blockedShare = 0.9;
    held = 49_000;
    assertThat(judge().faults()).isEmpty();
    assertThat(judge().serverLimited())
        .startsWith("server-limited: 10,000 Submits/s were asked for and 5,000 left")
        .contains("49,000 Submits were due while their window was full");
  }

  @Test
  void shouldBlameTheServerWhenAFewConnectionsExplainWhatIsMissing() {
    sent = 90_000;
    blockedShare = 0.1;
    held = 10_000;
    assertThat(judge().faults()).isEmpty();
    assertThat(judge().serverLimited()).isNotNull();
  }

  @Test
  void shouldSayWhatNeverLeftWhenTheScheduleWasGivenUp() {
    unsent = 7;
    assertThat(judge().serverLimited()).contains("7 never left");
  }

  @Test
  void shouldBeInvalidWhenTheGeneratorHadNoCpuLeft() {
    sent = 50_000;
    blockedShare = 0.9;
    busyShare = 0.95;
    assertThat(judge().faults()).singleElement().asString().contains("busy for 95 %");
    assertThat(judge().serverLimited()).isNull();
  }

  @Test
  void shouldBeValidWhenTheGeneratorWasBusyAndKeptTheRate() {
    busyShare = 0.99;
    assertThat(judge().faults()).isEmpty();
  }

  @Test
  void shouldBeInvalidWhenWindowsDoNotExplainWhatIsMissing() {
    sent = 50_000;
    blockedShare = 0.2;
    assertThat(judge().faults()).singleElement().asString().contains("only 20 % of the time");
  }

  @Test
  void shouldBeInvalidWhenTheGeneratorWasLateOnItsOwn() {
    lagP99Ns = 2 * MS;
    assertThat(judge().faults()).singleElement().asString().contains("lag p99 2.00 ms");
  }

  @Test
  void shouldBeValidWhenLagIsASmallPartOfTheResponse() {
    lagP99Ns = 2 * MS;
    responseP99Ns = 100 * MS;
    assertThat(judge().faults()).isEmpty();
  }

  @Test
  void shouldBeValidWhenLagIsLessThanATimerTells() {
    lagP99Ns = MS;
    responseP99Ns = MS;
    assertThat(judge().faults()).isEmpty();
  }

  @Test
  void shouldBeInvalidWhenItCollectedGarbageForTooLong() {
    gcPauseNs = 10 * MS;
    assertThat(judge().faults()).isEmpty();
    gcPauseNs = 11 * MS;
    assertThat(judge().faults()).singleElement().asString().contains("garbage collections");
  }

  @Test
  void shouldBeInvalidWhenItWasAwayForTooLong() {
    stallNs = 10 * MS;
    assertThat(judge().faults()).isEmpty();
    stallNs = 300 * MS;
    assertThat(judge().faults()).singleElement().asString().contains("away for 300 ms");
  }

  @Test
  void shouldBeValidWhenItWasAwayForASmallPartOfTheResponse() {
    stallNs = 300 * MS;
    responseP99Ns = 4_000 * MS;
    assertThat(judge().faults()).isEmpty();
  }

  @Test
  void shouldLetChanceHaveItsWayWhenArrivalsAreIndependent() {
    sent = 98_000;
    assertThat(judge().isRateMissed()).isTrue();
    arrival = Arrival.POISSON;
    assertThat(judge().isRateMissed()).isFalse();
    sent = 97_000;
    assertThat(judge().isRateMissed()).isTrue();
  }
}
