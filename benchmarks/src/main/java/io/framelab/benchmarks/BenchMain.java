package io.framelab.benchmarks;

import io.framelab.benchmarks.process.Repository;
import io.framelab.cli.Durations;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * {@code framelab bench}: JMH with all of its own flags, whose JSON goes into a result like that of
 * every other verb. Where the user asks JMH for a list, for help, or for a result file of its own,
 * this keeps out of the way. Started once, by the main thread.
 */
public final class BenchMain {
  private static final String OUT = "--out";
  private static final String PROFILE = "--profile";

  /** For tests. */
  private static final String PROFILE_TIME = "--profile-time";

  private static final String OURS =
      """
      framelab bench [JMH ARGUMENTS] [--out FILE] [--profile]
        --out FILE   where the result goes; target/bench/bench.json unless told
        --profile    then run each benchmark once more, and keep where it spends its time and what it
                     allocates, as flame graphs and for go tool pprof, in profiles/ beside the result

      All else is JMH's:
      """;

  private BenchMain() {}

  /**
   * Runs it and ends the process.
   *
   * @param args JMH's own, {@code --out FILE} and {@code --profile}.
   * @throws IOException if JMH cannot.
   */
  public static void main(final String[] args) throws IOException {
    final CommandLineOptions options;
    final List<String> words = new ArrayList<>(List.of(args));
    try {
      final Path out =
          take(words, OUT, "a file")
              .map(Path::of)
              .orElseGet(() -> Repository.find().resultFolder("bench").resolve("bench.json"));
      final Optional<Duration> profileTime = profileTime(words);
      options = new CommandLineOptions(words.toArray(new String[0]));
      if (!isJmhsOwn(options)) {
        BenchRun.run(options, out, profileTime);
        System.err.println("framelab bench: written to " + out);
        System.exit(ExitCode.OK);
      }
      if (options.shouldHelp()) {
        System.out.println(OURS);
      } else if (profileTime.isPresent()) {
        throw RunFailure.usage(PROFILE + " has no place where JMH answers in its own form");
      }
    } catch (final CommandLineOptionException e) {
      fail(ExitCode.USAGE, e.getMessage());
    } catch (final RunFailure e) {
      fail(e.exitCode(), e.getMessage());
    } catch (final RunnerException e) {
      fail(ExitCode.FAILED, e.getMessage());
    }
    Main.main(words.toArray(new String[0]));
  }

  private static void fail(final int exitCode, final String message) {
    System.err.println("framelab bench: " + message);
    System.exit(exitCode);
  }

  /** What JMH answers at once, and what the user wants in JMH's own form. */
  private static boolean isJmhsOwn(final CommandLineOptions options) {
    return options.shouldHelp()
        || options.shouldList()
        || options.shouldListWithParams()
        || options.shouldListProfilers()
        || options.shouldListResultFormats()
        || options.getResult().hasValue()
        || options.getResultFormat().hasValue();
  }

  /** How long each benchmark is profiled; empty if none is. */
  private static Optional<Duration> profileTime(final List<String> words) {
    final Optional<String> time = take(words, PROFILE_TIME, "a time");
    if (!words.remove(PROFILE)) {
      if (time.isPresent()) {
        throw RunFailure.usage(PROFILE_TIME + " needs " + PROFILE);
      }
      return Optional.empty();
    }
    try {
      return Optional.of(Durations.parse(time.orElse("5s")));
    } catch (final IllegalArgumentException e) {
      throw RunFailure.usage(PROFILE_TIME + ": " + e.getMessage());
    }
  }

  /** Takes a flag of ours and its value out of those that JMH gets. */
  private static Optional<String> take(
      final List<String> words, final String name, final String expected) {
    final int flag = words.indexOf(name);
    if (flag < 0) {
      return Optional.empty();
    }
    if (flag + 1 == words.size()) {
      throw RunFailure.usage(name + ": expected " + expected);
    }
    words.remove(flag);
    return Optional.of(words.remove(flag));
  }
}
