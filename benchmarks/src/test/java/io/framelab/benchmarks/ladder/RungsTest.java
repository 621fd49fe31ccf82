package io.framelab.benchmarks.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.framelab.benchmarks.process.Repository;
import io.framelab.benchmarks.process.Rung;
import io.framelab.benchmarks.process.Yardstick;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A repository that has a yardstick which was built already, so that no compiler is needed. */
@Timeout(60)
class RungsTest {
  @TempDir private Path root;
  private Repository repository;

  @BeforeEach
  void pretendThatAllIsBuilt() throws IOException {
    repository = new Repository(root, root.resolve("framelab"));
    Files.createDirectories(repository.yardstickSource().getParent());
    Files.createDirectories(repository.yardstickFolder());
    Files.createFile(repository.yardstickSource());
    Files.setLastModifiedTime(repository.yardstickSource(), FileTime.fromMillis(0));
    Files.createFile(repository.yardstickFolder().resolve(Yardstick.NAME));
  }

  @Test
  void shouldPutTheYardstickLastWhenNothingIsChosen() throws InterruptedException {
    final Rungs rungs = Rungs.choose(null, List.of("mine=./mine {port}"), repository);

    assertThat(rungs.rungs())
        .extracting(Rung::name)
        .containsExactlyElementsOf(
            Stream.concat(
                    Arrays.stream(Engine.values()).map(Engine::engineName),
                    Stream.of("mine", Yardstick.NAME))
                .toList());
    assertThat(rungs.notes()).isEmpty();
  }

  @Test
  void shouldStartTheYardstickWithPortAndLoopsWhenItIsNamed() throws InterruptedException {
    final Rungs rungs = Rungs.choose(List.of(Yardstick.NAME, "buffered"), null, repository);

    assertThat(rungs.rungs()).extracting(Rung::name).containsExactly("buffered", Yardstick.NAME);
    final Rung yardstick = rungs.rungs().get(1);
    assertThat(yardstick.parent()).isNull();
    assertThat(yardstick.command())
        .containsExactly(
            repository.yardstickFolder().resolve(Yardstick.NAME).toString(),
            "{port}",
            Integer.toString(Math.max(1, Runtime.getRuntime().availableProcessors() / 2)));
  }

  @Test
  void shouldLeaveTheYardstickOutWhenOnlyEnginesAreNamed() throws InterruptedException {
    assertThat(Rungs.choose(List.of("netty"), null, repository).rungs())
        .extracting(Rung::name)
        .containsExactly("netty");
  }

  @Test
  void shouldSayWhyWhenTheYardstickCannotBeBuilt() throws IOException, InterruptedException {
    Files.delete(repository.yardstickSource());

    final Rungs rungs = Rungs.choose(null, null, repository);

    assertThat(rungs.rungs()).extracting(Rung::name).doesNotContain(Yardstick.NAME);
    assertThat(rungs.notes()).singleElement().asString().startsWith("limit_server is left out: ");
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> Rungs.choose(List.of(Yardstick.NAME), null, repository))
        .withMessageStartingWith("nothing to measure: limit_server is left out: ")
        .extracting(RunFailure::exitCode)
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void shouldRefuseWhenTwoServersHaveOneName() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> Rungs.choose(null, List.of("netty=./mine {port}"), repository))
        .withMessage("two servers are called 'netty'");
  }

  @Test
  void shouldListAllNamesWhenOneIsUnknown() {
    assertThatExceptionOfType(RunFailure.class)
        .isThrownBy(() -> Rungs.choose(List.of("quick"), null, repository))
        .withMessageContainingAll("--engines: ", "'quick'", "netty", "and limit_server");
  }
}
