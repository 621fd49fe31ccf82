package io.framelab.loadgen;

import io.framelab.cli.ExitCode;
import io.framelab.cli.OutFile;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Terminal;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.LoadSettings;
import io.framelab.loadgen.report.RunVerdict;
import io.framelab.loadgen.report.TextReport;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;

/** One run at the command line: live line on stderr, result on stdout or in a file, exit code. */
final class LoadSession {
  private final LoadCommand command;

  LoadSession(final LoadCommand command) {
    this.command = command;
  }

  int run() {
    OutFile.check(command.out);
    final LoadConfig config = command.config();
    ConfigCheck.check(config);
    final LiveLine live =
        new LiveLine(
            TextReport.headline(ConfigEcho.target(config), ConfigEcho.of(config)),
            System.err,
            Terminal.stderrIsTerminal());
    final LoadRig rig = new LoadRig(config, live);
    Interrupts.handle(rig::stop);
    final ServerScrape server = new ServerScrape(command.serverMetrics);
    server.check();
    rig.ask(server);
    final LoadResult result;
    final HdrLog log = openLog();
    try (log;
        MetricsPort metrics = MetricsPort.open(command.metrics, rig, config.isOpenLoop())) {
      metrics.announce(System.err);
      rig.keepTimes(log == null ? metrics.times() : log.and(metrics.times()));
      result = run(rig, config);
    } finally {
      live.close();
    }
    final int exitCode = RunVerdict.of(result).exitCode();
    write(command.format.write(result, command.spectrum), outranks(exitCode));
    if (log != null && log.failure() != null) {
      throw new RunFailure(
          outranks(exitCode), "--hdr-log '" + command.hdrLog + "' is cut short: " + log.failure());
    }
    return exitCode;
  }

  /** What is reported at the end fails a run, unless its peer did worse. */
  private static int outranks(final int exitCode) {
    return exitCode == ExitCode.PEER_VIOLATION ? exitCode : ExitCode.FAILED;
  }

  private LoadResult run(final LoadRig rig, final LoadConfig config) {
    final Instant startedAt = Instant.now();
    try {
      final LoadResult result = rig.run();
      return result.with(
          settings(result),
          command.expectations.stream().map(expectation -> expectation.judge(result)).toList());
    } catch (final RunFailure e) {
      // No connection. A program expects a result, and must not find that of another run.
      if (command.out != null || command.format == OutputFormat.json) {
        final LoadResult failed = FailedStart.result(config, startedAt, e.getMessage());
        write(
            command.format.write(failed.with(settings(failed), List.of()), command.spectrum),
            ExitCode.FAILED);
      }
      throw e;
    }
  }

  private LoadSettings settings(final LoadResult result) {
    return result
        .config()
        .with(
            command.expectations.stream().map(Expectation::expr).toList(),
            command.serverMetrics == null ? null : command.serverMetrics.toString(),
            command.hdrLog == null ? null : command.hdrLog.toString());
  }

  private HdrLog openLog() {
    try {
      return command.hdrLog == null ? null : new HdrLog(command.hdrLog);
    } catch (final FileNotFoundException e) {
      throw RunFailure.usage("--hdr-log '" + command.hdrLog + "': cannot be written");
    }
  }

  /** Ends with the exit code if that fails. */
  private void write(final String text, final int exitCode) {
    if (command.out == null) {
      System.out.print(text);
      if (System.out.checkError()) {
        throw new RunFailure(exitCode, "cannot write the result to stdout");
      }
      return;
    }
    try {
      Files.writeString(command.out, text, StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new RunFailure(
          exitCode, "cannot write the result to '" + command.out + "': " + e.getMessage(), e);
    }
  }
}
