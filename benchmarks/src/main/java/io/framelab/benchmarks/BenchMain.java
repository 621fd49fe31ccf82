package io.framelab.benchmarks;

import io.framelab.benchmarks.process.Repository;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private BenchMain() {}

  /**
   * Runs it and ends the process.
   *
   * @param args JMH's own, and {@code --out FILE}.
   * @throws IOException if JMH cannot.
   */
  public static void main(final String[] args) throws IOException {
    final CommandLineOptions options;
    final List<String> words = new ArrayList<>(List.of(args));
    try {
      final Path out = out(words);
      options = new CommandLineOptions(words.toArray(new String[0]));
      if (!isJmhsOwn(options)) {
        BenchRun.run(options, out);
        System.err.println("framelab bench: written to " + out);
        System.exit(ExitCode.OK);
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

  /** Takes our flag out of those that JMH gets. */
  private static Path out(final List<String> words) {
    final int flag = words.indexOf(OUT);
    if (flag < 0) {
      return Repository.find().resultFolder("bench").resolve("bench.json");
    }
    if (flag + 1 == words.size()) {
      throw RunFailure.usage(OUT + ": expected a file");
    }
    words.remove(flag);
    return Path.of(words.remove(flag));
  }
}
