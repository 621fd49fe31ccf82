package io.framelab.benchmarks.ladder;

import io.framelab.cli.RunFailure;
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
  private final LadderConfig config;
  private final LadderView view;
  private final Map<String, ServerFacts> facts = new LinkedHashMap<>();
  private final List<Run> runs = new ArrayList<>();

  /**
   * Prepares a ladder.
   *
   * @param rungs in the order of the result.
   * @param config how each is loaded.
   * @param view shows how it goes.
   */
  Ladder(final List<Rung> rungs, final LadderConfig config, final LadderView view) {
    this.rungs = List.copyOf(rungs);
    this.config = config;
    this.view = view;
  }

  /**
   * Runs it. No process outlives the call.
   *
   * @return what came out.
   * @throws RunFailure for the user, at the first server that breaks the protocol or fails.
   */
  LadderResult run() throws InterruptedException {
    final Instant startedAt = Instant.now();
    if (!config.anyPort()) {
      Ports.WATCHED.checkFree();
    }
    try (LiveProcesses processes = new LiveProcesses()) {
      final Runner runner = new Runner(config, processes);
      final Rung last = rungs.get(rungs.size() - 1);
      view.warmingUp(last);
      runner.warmUp(last);
      runRounds(runner);
      final LadderResult result =
          LadderResult.of(
              startedAt,
              runner.env(),
              config,
              rungs.stream().map(rung -> facts.get(rung.name())).toList(),
              runs);
      view.ended(result);
      return result;
    } finally {
      view.close();
    }
  }

  private void runRounds(final Runner runner) throws InterruptedException {
    final TimeLeft timeLeft = new TimeLeft(config.rounds() * rungs.size(), config.loadNs());
    for (int round = 1; round <= config.rounds(); round++) {
      for (final Rung rung : order(rungs, round)) {
        view.runBegins(rung, round, config.rounds(), timeLeft);
        final long startedNs = System.nanoTime();
        final Runner.Outcome outcome =
            runner.run(rung, round, snapshot -> view.runGoesOn(rung, snapshot, timeLeft));
        timeLeft.runTook(System.nanoTime() - startedNs);
        facts.put(rung.name(), outcome.facts());
        runs.add(outcome.run());
        view.runEnded(outcome.run());
      }
    }
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
