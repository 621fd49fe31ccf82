package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.ladder.result.LadderConfig;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.ladder.result.LadderView;
import io.framelab.benchmarks.ladder.result.Run;
import io.framelab.benchmarks.ladder.result.ServerFacts;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.LiveProcesses;
import io.framelab.benchmarks.process.Ports;
import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.Environment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Every server by turns, round by round, each second round in reverse order, so that a machine that
 * grows slower or faster meanwhile favours nobody. One thread runs it.
 */
final class Ladder {
  private final List<Rung> rungs;
  private final List<String> notes;
  private final LadderConfig config;
  private final LadderView view;
  private final Map<String, ServerFacts> facts = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();
  private final Problems problems = new Problems();

  /**
   * Prepares a ladder.
   *
   * @param rungs in the order of the result, and what is to be noted of others.
   * @param config how each is loaded.
   * @param view shows how it goes.
   */
  Ladder(final Rungs rungs, final LadderConfig config, final LadderView view) {
    this.rungs = rungs.rungs();
    this.notes = rungs.notes();
    this.config = config;
    this.view = view;
  }

  /**
   * Runs it. No process outlives the call. A server that fails has a row that says so.
   *
   * @return what came out.
   * @throws RunFailure for the user, if nothing can be measured at all.
   */
  LadderResult run() throws InterruptedException {
    final Instant startedAt = Instant.now();
    if (!config.anyPort()) {
      Ports.WATCHED.checkFree();
    }
    try (LiveProcesses processes = new LiveProcesses()) {
      final Runner runner = new Runner(config, processes);
      final TimeLeft timeLeft = new TimeLeft(config.rounds() * rungs.size(), config.loadNs());
      warmUp(runner, timeLeft, processes);
      runRounds(runner, timeLeft, processes);
      final LadderResult result =
          LadderResult.of(
              startedAt,
              Environment.env(),
              config,
              rungs.stream().map(this::facts).toList(),
              notes,
              runs);
      view.ended(result);
      return result;
    } finally {
      view.close();
    }
  }

  /** What went wrong, once it has run. */
  Problems problems() {
    return problems;
  }

  private ServerFacts facts(final Rung rung) {
    return problems.has(rung) ? ServerFacts.of(rung, problems.text(rung)) : facts.get(rung.name());
  }

  /** The last that works does; most likely it is the fastest, and compiles most. */
  private void warmUp(final Runner runner, final TimeLeft timeLeft, final LiveProcesses processes)
      throws InterruptedException {
    for (int i = rungs.size() - 1; i >= 0; i--) {
      final Rung rung = rungs.get(i);
      view.warmingUp(rung);
      try {
        runner.warmUp(rung);
        return;
      } catch (final RunFailure e) {
        failed(rung, e, processes);
        timeLeft.dropped(config.rounds());
      }
    }
  }

  private void runRounds(
      final Runner runner, final TimeLeft timeLeft, final LiveProcesses processes)
      throws InterruptedException {
    for (int round = 1; round <= config.rounds(); round++) {
      for (final Rung rung : order(rungs, round)) {
        if (problems.has(rung)) {
          continue;
        }
        try {
          run(runner, rung, round, timeLeft);
        } catch (final RunFailure e) {
          failed(rung, e, processes);
          timeLeft.dropped(config.rounds() - round + 1);
        }
      }
    }
  }

  private void run(final Runner runner, final Rung rung, final int round, final TimeLeft timeLeft)
      throws InterruptedException {
    view.runBegins(rung, round, config.rounds(), timeLeft);
    final long startedNs = System.nanoTime();
    final Runner.Outcome outcome =
        runner.run(rung, round, snapshot -> view.runGoesOn(rung, snapshot, timeLeft));
    timeLeft.runTook(System.nanoTime() - startedNs);
    facts.put(rung.name(), outcome.facts());
    runs.add(outcome.run());
    view.runEnded(outcome.run());
  }

  /** It is not tried again: what it would still show is not worth the time. */
  private void failed(final Rung rung, final RunFailure failure, final LiveProcesses processes) {
    if (processes.isClosed()) {
      throw failure;
    }
    problems.add(rung, failure);
    view.failed(rung, problems.text(rung));
  }

  /** Who follows whom in a round. */
  static List<Rung> order(final List<Rung> rungs, final int round) {
    final List<Rung> order = new ArrayList<>(rungs);
    if (round % 2 == 0) {
      Collections.reverse(order);
    }
    return order;
  }
}
