package io.framelab.benchmarks.ladder.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.ServerProcess;
import java.util.List;

/**
 * What is known of a server besides its figures; null is what only our server tells. Immutable.
 *
 * @param name of the server.
 * @param parent the engine that it comes from.
 * @param change the one thing that it changes.
 * @param command words that started it, as the user gave them; null unless the user did.
 * @param transport how it waits for bytes.
 * @param threads how many, or of what kind.
 * @param jvmFlags that it ran with.
 * @param problem why it has no figures, beginning with what kind of problem; null if it has.
 */
public record ServerFacts(
    String name,
    String parent,
    String change,
    List<String> command,
    String transport,
    String threads,
    List<String> jvmFlags,
    String problem) {
  /**
   * Of one that ran.
   *
   * @param rung what was started.
   * @param server its process, which lives.
   * @return what is known now.
   */
  public static ServerFacts of(final Rung rung, final ServerProcess server) {
    return new ServerFacts(
        rung.name(),
        rung.parent(),
        rung.change(),
        rung.given(),
        server.transport(),
        server.threads(),
        server.jvmFlags(),
        null);
  }

  /**
   * Of one that could not be measured.
   *
   * @param rung what was to be started.
   * @param problem why, beginning with what kind of problem.
   * @return what is known without it.
   */
  public static ServerFacts of(final Rung rung, final String problem) {
    return new ServerFacts(
        rung.name(),
        rung.parent(),
        rung.change(),
        rung.given(),
        rung.transport(),
        rung.threads(),
        List.of(),
        problem);
  }

  /** The problem's first words; null if there is none. */
  @JsonIgnore
  String kindOfProblem() {
    return problem == null ? null : problem.split(":", 2)[0];
  }
}
