package io.framelab.benchmarks.ladder;

import io.framelab.benchmarks.process.Rung;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What went wrong with which server; the others go on. The ladder's thread only. */
final class Problems {
  /** Of several, the first of these is what the ladder ends with. */
  private static final List<Integer> WORST_FIRST =
      List.of(
          ExitCode.USAGE,
          ExitCode.PEER_VIOLATION,
          ExitCode.FAILED,
          ExitCode.INVALID_RUN,
          ExitCode.REGRESSION,
          ExitCode.OK);

  private final List<Problem> all = new ArrayList<>();

  /**
   * One of them. The components are the names in what a thorough ladder keeps. Immutable.
   *
   * @param server that is to blame.
   * @param exitCode what it makes the ladder end with.
   * @param message for the user, with the server's title.
   */
  record Problem(String server, int exitCode, String message) {
    /** Whether it is more than that this machine lacks something. */
    boolean failed() {
      return exitCode != ExitCode.OK;
    }
  }

  void add(final Rung rung, final RunFailure failure) {
    all.add(new Problem(rung.name(), failure.exitCode(), failure.getMessage()));
  }

  void addAll(final List<Problem> problems) {
    all.addAll(problems);
  }

  /** In the order in which they came. */
  List<Problem> list() {
    return List.copyOf(all);
  }

  boolean has(final Rung rung) {
    return all.stream().anyMatch(problem -> problem.server().equals(rung.name()));
  }

  /** The worst in words, one line without the server's name; null if all is well. */
  String text(final Rung rung) {
    return all.stream()
        .filter(problem -> problem.server().equals(rung.name()))
        .min(Comparator.comparingInt(problem -> WORST_FIRST.indexOf(problem.exitCode())))
        .map(problem -> text(rung, problem))
        .orElse(null);
  }

  private static String text(final Rung rung, final Problem problem) {
    final String message = problem.message().replaceAll("\\s+", " ");
    final String reason =
        message.startsWith(rung.title())
            ? message.substring(rung.title().length()).replaceFirst("^[: ]+", "")
            : message;
    return kind(problem) + ": " + reason;
  }

  private static String kind(final Problem problem) {
    if (problem.exitCode() == ExitCode.OK) {
      return "not available";
    }
    return problem.exitCode() == ExitCode.PEER_VIOLATION ? "broke the protocol" : "failed";
  }

  /** What is to be said of failures when all is over; what is not available is none. */
  List<String> messages() {
    return all.stream().filter(Problem::failed).map(Problem::message).toList();
  }

  /** What the ladder ends with. */
  int exitCode() {
    return worst(all.stream().map(Problem::exitCode).toList());
  }

  /** Of several exit codes the one that counts. */
  static int worst(final List<Integer> codes) {
    return WORST_FIRST.stream().filter(codes::contains).findFirst().orElse(ExitCode.OK);
  }
}
