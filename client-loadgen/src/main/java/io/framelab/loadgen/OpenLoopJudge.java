package io.framelab.loadgen;

import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Judges an open loop: did the Submits leave when they ought to, and if not, was that the server or
 * the generator? Only the generator's own fault makes a run invalid. Pure: figures in, words out.
 *
 * @param askedPerSec Submits per second.
 * @param arrival how they were spread.
 * @param sent Submits that left while they could.
 * @param sendingNs how long that was.
 * @param lagP99Ns percentile 99 of what nothing but the generator held up.
 * @param responseP99Ns percentile 99 of the response time.
 * @param busyShare of the sending threads' CPU, without what they spun away waiting; 0 to 1.
 * @param gcPauseNs that collections took.
 * @param stallNs that a sending thread was away, long turns of it added up.
 * @param blockedShare of the time in which a connection could not send, 0 to 1.
 * @param held Submits that became due while window or socket did not let them leave.
 * @param unsent Submits that were due and never left.
 */
record OpenLoopJudge(
    long askedPerSec,
    Arrival arrival,
    long sent,
    long sendingNs,
    long lagP99Ns,
    long responseP99Ns,
    double busyShare,
    long gcPauseNs,
    long stallNs,
    double blockedShare,
    long held,
    long unsent) {
  /**
   * Below this share of what was asked for, the rate is missed: a reader takes 99 % of a rate for
   * the rate, and reading the counters of running threads is not sharper in a run of a second.
   */
  static final double KEPT_SHARE = 0.99;

  /** A Poisson count strays by its root; it is missed only where chance is out of the question. */
  private static final int POISSON_DEVIATIONS = 4;

  /**
   * The generator may be so late, percentile 99: what a timer and the scheduler of a machine that
   * is not alone take. Every lag is in the response times.
   */
  static final long MAX_LAG_NS = TimeUnit.MILLISECONDS.toNanos(1);

  /** More lag is no harm while it is a small part of the response times that it is in. */
  static final double MAX_LAG_SHARE = 0.1;

  /**
   * Windows and sockets explain at most as much of a missed rate as they were blocked; if that is
   * less than this part of what is missing, the generator lost the rest.
   */
  static final double MIN_EXPLAINED = 0.5;

  /** Pauses of a thousandth of the window reach percentile 99.9, the last one on the first page. */
  static final double MAX_PAUSE_SHARE = 0.001;

  /** Shorter pauses than this are told by the lag well enough, in runs of a few seconds. */
  static final long MIN_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Why the run is the generator's and not the server's; empty if it is the server's. */
  List<String> faults() {
    final List<String> faults = new ArrayList<>();
    if (lagP99Ns > MAX_LAG_NS && lagP99Ns > responseP99Ns * MAX_LAG_SHARE) {
      faults.add(
          "the generator was late: lag p99 "
              + Words.time(lagP99Ns)
              + " with window and socket free, which is part of a response p99 of "
              + Words.time(responseP99Ns));
    }
    if (isRateMissed() && LoadResult.isGeneratorBound(busyShare)) {
      faults.add(
          "the generator was the limit: "
              + missed()
              + ", and its sending threads were busy for "
              + Words.percent(busyShare)
              + " of the time");
    } else if (isRateMissed() && blockedShare < missedShare() * MIN_EXPLAINED) {
      faults.add(
          "the generator was the limit: "
              + missed()
              + ", but windows and sockets were blocked for only "
              + Words.percent(blockedShare)
              + " of the time");
    }
    if (stallNs > Math.max(MIN_PAUSE_NS, sendingNs * MAX_PAUSE_SHARE)
        && stallNs > responseP99Ns * MAX_LAG_SHARE) {
      faults.add(
          "the generator stood still: its sending threads were away for " + Words.time(stallNs));
    }
    if (gcPauseNs > Math.max(MIN_PAUSE_NS, sendingNs * MAX_PAUSE_SHARE)) {
      faults.add(
          "the generator stood still: its garbage collections took " + Words.time(gcPauseNs));
    }
    return faults;
  }

  /** What is to be said of a rate that the server did not let the generator keep, or null. */
  String serverLimited() {
    if (!faults().isEmpty() || !isRateMissed() && unsent == 0) {
      return null;
    }
    return LoadResult.SERVER_LIMITED
        + ": "
        + missed()
        + ": "
        + Words.count(held)
        + " Submits were due while their window was full or their socket blocked"
        + (unsent == 0
            ? ""
            : "; "
                + Words.count(unsent)
                + " never left, and how long they had waited when they were given up counts as"
                + " their response time");
  }

  /** Whether fewer Submits left than a reader of the rate would believe. */
  boolean isRateMissed() {
    final double asked = askedPerSec * (sendingNs / 1e9);
    final double chance = arrival == Arrival.POISSON ? POISSON_DEVIATIONS * Math.sqrt(asked) : 0;
    // One Submit may be just behind either edge of the window.
    return sent < asked * KEPT_SHARE - chance - 1;
  }

  private double missedShare() {
    return 1 - sent / (askedPerSec * (sendingNs / 1e9));
  }

  private String missed() {
    return Words.count(askedPerSec)
        + " Submits/s were asked for and "
        + Words.count(sent * 1e9 / Math.max(1, sendingNs))
        + " left";
  }
}
