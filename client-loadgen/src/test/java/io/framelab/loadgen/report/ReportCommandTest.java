package io.framelab.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportCommandTest {
  @TempDir private Path folder;

  private Path file(final String name, final String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static int report(final Path out, final Path... files) {
    final ReportCommand command = new ReportCommand();
    command.files = List.of(files);
    command.out = out;
    return command.call();
  }

  private static RunFailure failure(final Path out, final Path... files) {
    return catchThrowableOfType(RunFailure.class, () -> report(out, files));
  }

  @Test
  void shouldWriteThePageBesideTheResultWhenNoPlaceIsNamed() throws IOException {
    final Path result = file("run.json", Results.load("closed"));
    assertThat(report(null, result)).isZero();
    assertThat(folder.resolve("run.html")).content().contains("Chart.js v4").contains("closed");
  }

  @Test
  void shouldWriteOnePageWhenSeveralResultsAreNamed() throws IOException {
    final Path one = file("one.json", Results.load("first note"));
    final Path two = file("two.json", Results.load("second note"));
    assertThat(report(null, one, two)).isZero();
    assertThat(folder.resolve("report.html"))
        .content()
        .contains("first note")
        .contains("second note");
  }

  @Test
  void shouldTakeResultsThatHaveNoKindWhenTheyAreOldLaddersOrJmhs() throws IOException {
    final Path ladder =
        file(
            "ladder.json",
            """
            {"schemaVersion": 2, "tool": {}, "env": {}, "config": {}, "servers": [], "notes": [],
             "runs": [], "summary": []}
            """);
    final Path jmh =
        file("jmh.json", "[{\"benchmark\": \"a.b\", \"primaryMetric\": {\"score\": 1}}]");
    assertThat(report(folder.resolve("page.html"), ladder, jmh)).isZero();
    assertThat(folder.resolve("page.html"))
        .content()
        .contains("\"kind\":\"ladder\"")
        .contains("\"kind\":\"bench\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{ | is not JSON at line 1, column",
        "7 | is JSON, but no result",
        "[] | is JSON, but no result",
        "{} | has no field 'kind'",
        "{'kind':'novel'} | is of an unknown kind 'novel'",
        "{'kind':'load','schemaVersion':99} | was written by a later version",
        "{'kind':'load','schemaVersion':1} | 'target' is missing",
      })
  void shouldSayWhatIsWrongInOneLineWhenAFileIsNoResult(final String json, final String words)
      throws IOException {
    final RunFailure failure = failure(null, file("bad.json", json.replace('\'', '"')));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.getMessage()).contains("bad.json' ").contains(words).doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"p99\" : | \"p98\" : | 'latencyNs.service.p99' is missing",
        "\"valid\" : true | \"valid\" : 1 | 'valid' must be boolean",
        "\"port\" : 8888 | \"port\" : 88.5 | 'target.port' must be integer",
        "\"notes\" : | \"novel\" : 1, \"notes\" : | unknown field 'novel'",
        "\"hdrBase64\" : \"HIST | \"hdrBase64\" : \"AAAA | no histogram in 'latencyNs.service",
        "\"hdrBase64\" : \"HIST | \"hdrBase64\" : \"?? | no histogram in 'latencyNs.service",
      })
  void shouldNameTheFieldWhenItIsNotAsTheSchemaSays(
      final String good, final String bad, final String words) throws IOException {
    final String json = Results.load("a note");
    assertThat(json).contains(good);
    final RunFailure failure = failure(null, file("bad.json", json.replaceFirst(good, bad)));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.getMessage()).contains(words);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "target",
        "config",
        "timing",
        "throughput",
        "latencyNs",
        "verify",
        "errors",
        "generator",
        "intervals",
        "asserts",
        "invalidReasons",
        "notes"
      })
  void shouldNameThePartWhenAnEarlierVersionsIsNull(final String part) throws IOException {
    final ObjectNode result = earlier();
    result.putNull(part);
    final RunFailure failure = failure(null, file("bad.json", result.toString()));
    assertThat(failure).returns(ExitCode.USAGE, RunFailure::exitCode);
    assertThat(failure.getMessage()).contains("'" + part + "' must be ").doesNotContain("\n");
  }

  @Test
  void shouldRefuseInOneLineWhenAnEarlierVersionsPartIsEmpty() throws IOException {
    final ObjectNode result = earlier();
    result.putObject("target");
    assertThat(failure(null, file("bad.json", result.toString())))
        .returns(ExitCode.USAGE, RunFailure::exitCode)
        .hasMessageContaining("bad.json' lacks a part of a load's result");
  }

  private static ObjectNode earlier() throws IOException {
    final ObjectNode result = (ObjectNode) new ObjectMapper().readTree(Results.load("a note"));
    return result.put("schemaVersion", 1);
  }

  @Test
  void shouldTakeAnEarlierVersionsResultWhenItHasAllParts() throws IOException {
    assertThat(report(null, file("run.json", earlier().toString()))).isZero();
  }

  @Test
  void shouldRefuseWhenThereIsNoSuchFileOrItIsAFolder() {
    assertThat(failure(null, folder.resolve("none.json")))
        .hasMessageContaining("cannot be read")
        .returns(ExitCode.USAGE, RunFailure::exitCode);
    assertThat(failure(null, folder))
        .hasMessageContaining("is a folder")
        .returns(ExitCode.USAGE, RunFailure::exitCode);
  }

  @Test
  void shouldKeepTheResultWhenThePageIsToGoThere() throws IOException {
    final Path result = file("run.json", Results.load("a note"));
    assertThat(failure(folder.resolve(".").resolve("run.json"), result))
        .hasMessageContaining("is a result")
        .returns(ExitCode.USAGE, RunFailure::exitCode);
    assertThat(result).hasContent(Results.load("a note"));
  }

  @Test
  void shouldFailWhenThePageCannotBeWritten() throws IOException {
    final Path result = file("run.json", Results.load("a note"));
    assertThat(failure(folder.resolve("none").resolve("page.html"), result))
        .hasMessageContaining("cannot write the page")
        .returns(ExitCode.FAILED, RunFailure::exitCode);
  }
}
