package io.framelab.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.framelab.cli.BuildInfo;
import io.framelab.cli.ExitCode;
import io.framelab.cli.OutFile;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.Environment;
import io.framelab.loadgen.report.LoadResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
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
   */
  record BenchResult(
      int schemaVersion,
      String kind,
      LoadResult.Tool tool,
      LoadResult.Env env,
      String startedAt,
      JsonNode jmh) {}

  /**
   * Runs benchmarks to their end.
   *
   * @param options of the user.
   * @param out where the result goes; its folder is made if it is missing.
   * @throws RunnerException if JMH cannot run them.
   * @throws RunFailure for the user, if there is no result.
   */
  static void run(final Options options, final Path out) throws RunnerException {
    final Instant startedAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try {
      // First of all: nobody wants to hear of it after an hour.
      Files.createDirectories(out.toAbsolutePath().getParent());
      OutFile.check(out);
      final Collection<RunResult> results = new Runner(options).run();
      if (results.isEmpty()) {
        throw new RunFailure(ExitCode.FAILED, "no benchmark came to its end");
      }
      MAPPER.writeValue(out.toFile(), result(startedAt, json(results)));
    } catch (final NoBenchmarksException e) {
      throw new RunFailure(ExitCode.USAGE, "no benchmark has such a name; -l lists them", e);
    } catch (final IOException e) {
      throw new RunFailure(ExitCode.FAILED, "cannot write the result to " + out + ": " + e, e);
    }
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
        jmh);
  }
}
