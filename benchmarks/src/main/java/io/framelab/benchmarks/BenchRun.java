package io.framelab.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.framelab.benchmarks.output.Progress;
import io.framelab.cli.BuildInfo;
import io.framelab.cli.ExitCode;
import io.framelab.cli.OutFile;
import io.framelab.cli.RunFailure;
import io.framelab.cli.Terminal;
import io.framelab.loadgen.Environment;
import io.framelab.loadgen.report.LoadResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;

/** Runs JMH and keeps what it says. Stateless. */
final class BenchRun {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private BenchRun() {}

  /**
   * What {@code framelab bench} writes. The components are the schema: JSON has their names, in
   * their order.
   *
   * @param schemaVersion of this shape; counts up when a name changes or goes.
   * @param kind of result.
   * @param tool that wrote it.
   * @param env where it ran.
   * @param startedAt ISO 8601, in UTC.
   * @param jmh the list that JMH writes, unchanged.
   * @param profiles from runs of their own; null unless they were asked for.
   * @param notes what a reader should know of them; null unless they were asked for.
   */
  record BenchResult(
      int schemaVersion,
      String kind,
      LoadResult.Tool tool,
      LoadResult.Env env,
      String startedAt,
      JsonNode jmh,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<BenchProfile> profiles,
      @JsonInclude(JsonInclude.Include.NON_NULL) List<String> notes) {
    BenchResult with(final List<BenchProfile> found, final List<String> said) {
      return new BenchResult(schemaVersion, kind, tool, env, startedAt, jmh, found, said);
    }
  }

  /**
   * Runs benchmarks to their end.
   *
   * @param options of the user.
   * @param out where the result goes; its folder is made if it is missing.
   * @param profileTime how long each is profiled afterwards; empty if none is.
   * @throws RunnerException if JMH cannot run them.
   * @throws RunFailure for the user, if there is no result.
   */
  static void run(final Options options, final Path out, final Optional<Duration> profileTime)
      throws RunnerException {
    final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try {
      // First of all: nobody wants to hear of it after an hour.
      final Path folder = out.toAbsolutePath().getParent();
      Files.createDirectories(folder);
      OutFile.check(out);
      final Collection<RunResult> results = new Runner(options).run();
      if (results.isEmpty()) {
        throw new RunFailure(ExitCode.FAILED, "no benchmark came to its end");
      }
      final BenchResult result = result(startedAt, json(results));
      MAPPER.writeValue(out.toFile(), result);
      if (profileTime.isPresent()) {
        final BenchProfiles profiles = new BenchProfiles(folder, profileTime.get(), progress());
        MAPPER.writeValue(out.toFile(), result.with(profiles.take(results), profiles.notes()));
      }
    } catch (final NoBenchmarksException e) {
      throw new RunFailure(ExitCode.USAGE, "no benchmark has such a name; -l lists them", e);
    } catch (final IOException e) {
      throw new RunFailure(ExitCode.FAILED, "cannot write the result to " + out + ": " + e, e);
    }
  }

  private static Progress progress() {
    return new Progress(System.err, Terminal.stderrIsTerminal());
  }

  /** As JMH writes it. */
  private static JsonNode json(final Collection<RunResult> results) throws IOException {
    final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    final PrintStream stream = new PrintStream(bytes, false, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, stream).writeOut(results);
    stream.flush();
    return MAPPER.readTree(bytes.toByteArray());
  }

  private static BenchResult result(final Instant startedAt, final JsonNode jmh) {
    return new BenchResult(
        LoadResult.SCHEMA_VERSION,
        "bench",
        new LoadResult.Tool("framelab-bench", BuildInfo.version(), BuildInfo.commit()),
        Environment.env(),
        startedAt.toString(),
        jmh,
        null,
        null);
  }
}
