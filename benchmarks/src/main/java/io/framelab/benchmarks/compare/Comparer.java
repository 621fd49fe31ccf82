package io.framelab.benchmarks.compare;

import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.LocalLoad;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerProcess;
import io.framelab.benchmarks.process.StolenTime;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.report.CompareResult;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.report.Comparison.Shape;
import io.framelab.loadgen.report.Words;
import io.framelab.loadgen.stats.Round;
import io.framelab.loadgen.stats.Side;
import io.framelab.loadgen.stats.Slice;
import io.framelab.loadgen.stats.SliceDesign;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Compares two servers as {@link SliceDesign} has it: in each round fresh processes of A, B and
 * once more A, all up at once, warmed up, and then loaded by turns, a slice at a time. One thread
 * runs it.
 */
public final class Comparer {
  /** More than noise: what others got is missing in somebody's slice. */
  private static final double MUCH_STOLEN = 0.01;

  private final CompareResult.Config config;
  private final LiveProcesses processes;
  private final Progress progress;
  private final TimeLeft timeLeft;
  private final SliceCost cost;
  private final Map<String, CompareResult.Server> servers = new LinkedHashMap<>();

  /** Each once, in the order of their discovery. */
  private final Set<String> notes = new LinkedHashSet<>();

  private RunFailure endedBy;

  /**
   * Prepares.
   *
   * @param config how each is loaded.
   * @param processes ends what nobody else does.
   * @param progress is told of every round.
   * @param timeLeft counts rounds.
   */
  public Comparer(
      final CompareResult.Config config,
      final LiveProcesses processes,
      final Progress progress,
      final TimeLeft timeLeft) {
    this.config = config;
    this.processes = processes;
    this.progress = progress;
    this.timeLeft = timeLeft;
    this.cost = new SliceCost(config.window());
  }

  /**
   * How long the load of a round takes.
   *
   * @param config how each is loaded.
   * @return nanoseconds.
   */
  public static long loadNs(final CompareResult.Config config) {
    return Side.values().length * (config.warmupNs() + config.turns() * config.sliceNs());
  }

  /**
   * Compares, as far as it comes: {@link #endedBy} says what ended it early. No process outlives
   * the call.
   *
   * @param pair whom.
   * @return with every slice.
   * @throws RunFailure for the user, if a server broke the protocol or failed before there were
   *     rounds enough for an interval.
   * @throws InterruptedException if the thread is.
   */
  Comparison compare(final Pair pair) throws InterruptedException {
    final List<Round> rounds = new ArrayList<>();
    while (rounds.size() < config.rounds() && endedBy == null) {
      try {
        rounds.add(round(pair, rounds.size()));
      } catch (final RunFailure e) {
        endEarly(rounds.size(), e);
      }
    }
    final Comparison comparison = comparison(pair, config.shape(), rounds);
    comparison.doubt().ifPresent(notes::add);
    return comparison;
  }

  /** What a user waited for is not lost because the last of many rounds failed. */
  private void endEarly(final int done, final RunFailure failure) {
    endedBy =
        processes.isClosed() ? new RunFailure(ExitCode.FAILED, "interrupted", failure) : failure;
    if (done < FlagChecks.MIN_ROUNDS) {
      throw endedBy;
    }
    final String why = endedBy.getMessage().replaceAll("\\s+", " ");
    notes.add("%d of %d rounds: %s".formatted(done, config.rounds(), why));
  }

  /** What ended a comparison before its last round; null if nothing did. */
  RunFailure endedBy() {
    return endedBy;
  }

  /**
   * Runs one round. No process outlives the call.
   *
   * @param pair whom.
   * @param number of the round, counted from 0: it says who comes first.
   * @return its slices.
   * @throws RunFailure for the user, if a server broke the protocol or failed.
   * @throws InterruptedException if the thread is.
   */
  public Round round(final Pair pair, final int number) throws InterruptedException {
    progress.step(
        pair.name()
            + ", window "
            + config.window()
            + ": round "
            + (number + 1)
            + " of "
            + config.rounds()
            + ", "
            + timeLeft.text(0));
    final long startedNs = System.nanoTime();
    final Round round = run(pair, number);
    timeLeft.runTook(System.nanoTime() - startedNs);
    return round;
  }

  /**
   * What rounds come to.
   *
   * @param pair whom they compare.
   * @param shape of the load.
   * @param rounds all of them.
   * @return with every slice.
   */
  public static Comparison comparison(
      final Pair pair, final Shape shape, final List<Round> rounds) {
    return Comparison.ofSlices(
        pair.name(), pair.a().name(), pair.b().name(), pair.change(), shape, rounds);
  }

  /** What is known of every server that was compared, in the order of their first start. */
  List<CompareResult.Server> servers() {
    return List.copyOf(servers.values());
  }

  /**
   * What a reader should know besides.
   *
   * @return a sentence each.
   */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private Round run(final Pair pair, final int round) throws InterruptedException {
    final String startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    final StolenTime stolen = StolenTime.begin();
    try (RoundProcesses all = RoundProcesses.start(pair, this::load, processes)) {
      final List<SideProcess> both = List.of(all.of(Side.A), all.of(Side.B));
      both.forEach(this::remember);
      warmUp(all, round);
      final List<Slice> slices = new ArrayList<>();
      for (int turn = 0; turn < config.turns(); turn++) {
        for (final Side side : SliceDesign.order(round, turn)) {
          final SideProcess process = all.of(side);
          slices.add(
              cost.of(process.rung().title(), () -> process.slice(config.sliceNs())).slice());
        }
      }
      both.forEach(this::lookForRefusals);
      all.stop();
      return new Round(startedAt, share(stolen, pair, round), slices);
    }
  }

  private Double share(final StolenTime stolen, final Pair pair, final int round) {
    final Double share = stolen.share();
    if (share != null && share > MUCH_STOLEN) {
      notes.add(
          Words.text(
              "%s, round %d: the host gave %.1f %% of this machine's processor time to others",
              pair.name(), round + 1, share * 100));
    }
    return share;
  }

  /** In the order that the first turn's would follow, too. */
  private void warmUp(final RoundProcesses all, final int round) {
    if (config.warmupNs() > 0) {
      SliceDesign.order(round, -1).forEach(side -> all.of(side).slice(config.warmupNs()));
    }
  }

  private void lookForRefusals(final SideProcess process) {
    if (process.refused() > 0) {
      notes.add(
          process.rung().title()
              + " answered Submits with another result than ok: it may have done less for them");
    }
  }

  private void remember(final SideProcess process) {
    final Rung rung = process.rung();
    final ServerProcess server = process.server();
    servers.computeIfAbsent(
        rung.name(),
        name ->
            new CompareResult.Server(
                name, rung.command(), server.transport(), server.threads(), server.jvmFlags()));
  }

  private LoadConfig load(final int port) {
    return LocalLoad.of(config.shape(), port);
  }
}
