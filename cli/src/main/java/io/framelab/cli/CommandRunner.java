package io.framelab.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Runs a program's command: parses its flags on top of the environment and the configuration file,
 * answers {@code --help}, {@code --help-all}, {@code --version} and {@code --print-config}, and
 * turns whatever goes wrong into one line on stderr and an exit code. For the main thread.
 *
 * <pre>{@code
 * System.exit(CommandRunner.layered("FRAMELAB_SERVE").run(new ServeCommand(), args));
 * }</pre>
 *
 * <p>Only hidden options are left out of {@code --help}.
 */
public final class CommandRunner {
  private static final int HELP_WIDTH = 100;

  private final String environmentPrefix;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  CommandRunner(
      final String environmentPrefix,
      final Map<String, String> environment,
      final PrintStream out,
      final PrintStream err) {
    this.environmentPrefix = environmentPrefix;
    this.environment = environment;
    this.out = out;
    this.err = err;
  }

  /**
   * For a program that flags, environment and {@code --config} set up.
   *
   * @param environmentPrefix what its environment variables begin with: with {@code
   *     FRAMELAB_SERVE}, {@code --max-frame} is {@code FRAMELAB_SERVE_MAX_FRAME}.
   * @return a runner on this process's streams and environment.
   */
  public static CommandRunner layered(final String environmentPrefix) {
    return new CommandRunner(environmentPrefix, System.getenv(), System.out, System.err);
  }

  /**
   * For a program that only flags set up.
   *
   * @return a runner on this process's streams.
   */
  public static CommandRunner flagsOnly() {
    return new CommandRunner(null, Map.of(), System.out, System.err);
  }

  /**
   * Runs the command to its end.
   *
   * @param command annotated with {@code @Command}, whose name is the program's; returns an exit
   *     code, or throws {@link RunFailure}.
   * @param args of the main method.
   * @return what the process is to end with.
   */
  public int run(final Callable<Integer> command, final String... args) {
    HeapExhaustion.watchAllThreads();
    final CommandSpec spec = CommandSpec.forAnnotatedObject(command);
    StandardOptions.addTo(spec, environmentPrefix != null);
    final CommandLine line = commandLine(spec);
    LayeredDefaults layers = null;
    try {
      if (environmentPrefix != null) {
        layers = new LayeredDefaults(spec, environmentPrefix, environment, args);
        line.setDefaultValueProvider(layers);
      }
      final ParseResult parsed = line.parseArgs(args);
      return answered(line, parsed) ? ExitCode.OK : command.call();
    } catch (final ParameterException e) {
      return refuse(spec, ExitCode.USAGE, UsageError.describe(e, layers));
    } catch (final RunFailure e) {
      return refuse(spec, e.exitCode(), UsageError.oneLine(e.getMessage()));
    } catch (final IOException | UncheckedIOException e) {
      return refuse(spec, ExitCode.FAILED, UsageError.oneLine(e.getMessage()));
    } catch (final Exception | Error e) {
      HeapExhaustion.exitIfCause(e);
      return refuse(spec, ExitCode.FAILED, internalError(e));
    }
  }

  private static CommandLine commandLine(final CommandSpec spec) {
    spec.usageMessage().width(HELP_WIDTH).sortOptions(false).abbreviateSynopsis(true);
    spec.usageMessage().showDefaultValues(true);
    return new CommandLine(spec)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .registerConverter(int.class, Counts::parseInt)
        .registerConverter(Integer.class, Counts::parseInt)
        .registerConverter(long.class, Counts::parse)
        .registerConverter(Long.class, Counts::parse)
        .registerConverter(Duration.class, Durations::parse)
        .registerConverter(Endpoint.class, Endpoint::parse)
        .registerConverter(Target.class, Target::parse);
  }

  /** Whether the user asked for words instead of a run, and got them on stdout. */
  private boolean answered(final CommandLine line, final ParseResult parsed) {
    if (parsed.hasMatchedOption(StandardOptions.HELP_ALL)) {
      showHidden(line.getCommandSpec());
      line.usage(out);
    } else if (parsed.hasMatchedOption(StandardOptions.HELP)) {
      line.usage(out);
    } else if (parsed.hasMatchedOption(StandardOptions.VERSION)) {
      out.println("framelab " + BuildInfo.version() + " (" + BuildInfo.commit() + ")");
    } else if (parsed.hasMatchedOption(StandardOptions.PRINT_CONFIG)) {
      out.print(EffectiveConfig.asProperties(line.getCommandSpec()));
    } else {
      return false;
    }
    out.flush();
    return true;
  }

  private static void showHidden(final CommandSpec spec) {
    for (final OptionSpec option : spec.options().toArray(new OptionSpec[0])) {
      spec.remove(option);
      spec.addOption(OptionSpec.builder(option).hidden(false).build());
    }
  }

  /** The one place in our code where it failed says more to a developer than the message does. */
  private static String internalError(final Throwable e) {
    final StackTraceElement[] trace = e.getStackTrace();
    return "internal error: "
        + UsageError.oneLine(e.toString())
        + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private int refuse(final CommandSpec spec, final int exitCode, final String message) {
    err.println(spec.name() + ": " + message);
    err.flush();
    return exitCode;
  }
}
