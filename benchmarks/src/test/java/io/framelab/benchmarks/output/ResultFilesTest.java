package io.framelab.benchmarks.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.LoadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFilesTest {
  @Test
  void shouldReplaceNoResultThatIsKept(@TempDir final Path folder) throws IOException {
    final Path first = ResultFiles.keep(folder.resolve("kept"), "x", "first", "page");
    final Path second = ResultFiles.keep(folder.resolve("kept"), "x", "second", "other page");

    assertThat(first).hasFileName("x.json").hasContent("first");
    assertThat(first.resolveSibling("x.md")).hasContent("page");
    assertThat(second).hasFileName("x-2.json").hasContent("second");
    assertThat(second.resolveSibling("x-2.md")).hasContent("other page");
  }

  @Test
  void shouldRefuseBeforehandWhenNothingCanBeKept(@TempDir final Path folder) throws IOException {
    final Path file = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> ResultFiles.checkKept(file.resolve("below")))
        .withMessageStartingWith("cannot keep the result in " + file);
    ResultFiles.checkKept(folder.resolve("new"));
    assertThat(folder.resolve("new")).isDirectory();
  }

  @Test
  void shouldNameKeptResultsByTimeAndMachineWhenSaved() {
    final LoadResult.Env env =
        new LoadResult.Env("Linux", "6.1", "AMD EPYC (TM)", 2, "17.0.1", List.of());

    assertThat(ResultFiles.keptName("2026-01-31T23:59:58.123Z", env))
        .isEqualTo("2026-01-31T2359Z-amd-epyc-tm-2-cores");
  }
}
