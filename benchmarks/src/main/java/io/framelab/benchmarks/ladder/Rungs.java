package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.process.Repository;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.Yardstick;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.server.Engine;
import io.framelab.server.core.Threads;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which servers a ladder has, in their order: engines, others, the yardstick. Immutable.
 *
 * @param rungs at least one.
 * @param notes what a reader should know of those that are missing.
 */
record Rungs(List<Rung> rungs, List<String> notes) {
  /**
   * Chooses.
   *
   * @param names of engines, the yardstick may be among them; null for all.
   * @param servers other programs as {@code name=command}; null for none.
   * @param repository where everything lies.
   * @throws RunFailure for the user, if there is no such choice.
   */
  static Rungs choose(
      final List<String> names, final List<String> servers, final Repository repository)
      throws InterruptedException {
    final List<Engine> engines = engines(names);
    final List<Rung> rungs = new ArrayList<>();
    if (servers != null) {
      servers.forEach(server -> rungs.add(Rung.foreign(server)));
    }
    if (!engines.isEmpty()) {
      final List<String> serve = repository.serve();
      rungs.addAll(0, engines.stream().map(engine -> Rung.of(engine, serve)).toList());
    }
    final List<String> notes = new ArrayList<>();
    if (names == null || names.contains(Yardstick.NAME)) {
      addYardstick(rungs, notes, repository);
    }
    refuseDuplicates(rungs);
    if (rungs.isEmpty()) {
      throw new RunFailure(ExitCode.FAILED, "nothing to measure: " + String.join("; ", notes));
    }
    return new Rungs(List.copyOf(rungs), List.copyOf(notes));
  }

  private static List<Engine> engines(final List<String> names) {
    if (names == null) {
      return Arrays.asList(Engine.values());
    }
    try {
      return names.stream().filter(name -> !name.equals(Yardstick.NAME)).map(Engine::of).toList();
    } catch (final IllegalArgumentException e) {
      throw RunFailure.usage("--engines: " + e.getMessage() + " and " + Yardstick.NAME);
    }
  }

  private static void addYardstick(
      final List<Rung> rungs, final List<String> notes, final Repository repository)
      throws InterruptedException {
    try {
      final Path program =
          Yardstick.build(
              repository.yardstickSource(), repository.yardstickFolder(), Yardstick.COMPILERS);
      rungs.add(Rung.yardstick(program, Threads.best().ioThreads()));
    } catch (final IOException e) {
      notes.add(Yardstick.NAME + " is left out: " + e.getMessage());
    }
  }

  private static void refuseDuplicates(final List<Rung> rungs) {
    final Set<String> names = new HashSet<>();
    for (final Rung rung : rungs) {
      if (!names.add(rung.name())) {
        throw RunFailure.usage("two servers are called '" + rung.name() + "'");
      }
    }
  }
}
