package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.benchmarks.compare.Slices;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import io.framelab.codec.ShortLivedJvm;
import io.framelab.loadgen.report.CompareResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command in docs/MEASURING.md does what it says, only shorter. */
@Once
@Timeout(120)
class MeasuringIT {
  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private static final Pattern BLOCK = Pattern.compile("(?ms)^```sh\n(.*?)^```");

  private static final String COMPARE = "./framelab compare ";
  private static final String THOROUGH = "./framelab ladder --thorough";

  /** What makes a command short; a page that has these flags itself would be refused. */
  private static final String SHORT_COMPARE =
      " -c 4 --rounds 2 --turns 1 --slice 500ms --warmup 0s";

  private static final String SHORT_THOROUGH =
      " --engines unbuffered,buffered --any-port --connections 4 --duration 500ms --warmup 100ms"
          + " --rounds 2 --turns 1 --slice 500ms --slice-warmup 0s";

  /** What is said of a control that differed by chance: nothing can be judged then. */
  private static final String DOUBT = "A differed from itself";

  private static final int MAX_AGAIN = 3;

  private static final long MAX_SECONDS = 100;

  @TempDir private Path folder;

  private static Stream<String> commands() throws IOException {
    return BLOCK
        .matcher(Files.readString(ROOT.resolve("docs/MEASURING.md")))
        .results()
        .map((MatchResult block) -> block.group(1))
        .flatMap(String::lines);
  }

  private static Stream<String> comparisons() throws IOException {
    return commands().filter(command -> command.startsWith(COMPARE));
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void shouldCompareAsItStands(final String command) throws IOException, InterruptedException {
    assertThat(run(command + SHORT_COMPARE))
        .as(read("stderr"))
        .isIn(ExitCode.OK, ExitCode.REGRESSION);
    assertThat(read("stdout")).contains(" against ");
  }

  @Test
  void shouldEndWithFiveWhenAStepOfTheLadderIsWorseThanItsBaseline()
      throws IOException, InterruptedException {
    assertThat(commands().filter(command -> !command.startsWith(COMPARE)))
        .containsExactly(THOROUGH);
    // Where the new result goes as well: the last one is the baseline that is at hand.
    final Path baseline = folder.resolve("ladder.json");
    final String command =
        THOROUGH + SHORT_THOROUGH + " --out " + folder + " --baseline " + baseline;

    int exit = runAgainstTiny(baseline, command);
    for (int again = 0; again < MAX_AGAIN && exit == ExitCode.OK && doubts(); again++) {
      exit = runAgainstTiny(baseline, command);
    }

    assertThat(exit).as(read("stderr")).isEqualTo(ExitCode.REGRESSION);
    final JsonNode json = new ObjectMapper().readTree(baseline.toFile());
    assertThat(json.at("/comparisons/0/name").asText()).isEqualTo("buffered / unbuffered");
    assertThat(json.at("/comparisons/0/rounds/1/slices")).hasSize(3);
    assertThat(json.at("/latency/runs")).hasSize(2);
    assertThat(read("stdout"))
        .contains("\nbuffered / unbuffered ", "against " + baseline, "  worse");
    assertThat(folder.resolve("thorough.partial.jsonl")).doesNotExist();
  }

  private int runAgainstTiny(final Path baseline, final String command)
      throws IOException, InterruptedException {
    final CompareResult tiny = Slices.result("buffered / unbuffered", 1e-6, 1.01e-6);
    Files.writeString(
        baseline, ResultFiles.json(tiny).replace("\"connections\" : 100", "\"connections\" : 4"));
    return run(command);
  }

  private boolean doubts() throws IOException {
    return read("stdout").contains(DOUBT);
  }

  private String read(final String stream) throws IOException {
    return Files.readString(folder.resolve(stream));
  }

  private int run(final String command) throws IOException, InterruptedException {
    final ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", command)
            .directory(ROOT.toFile())
            .redirectOutput(folder.resolve("stdout").toFile())
            .redirectError(folder.resolve("stderr").toFile());
    builder.environment().put("FRAMELAB_SKIP_BUILD", "1");
    builder.environment().put("FRAMELAB_JAVA", System.getProperty("java.home"));
    builder.environment().put("FRAMELAB_JAVA_OPTS", ShortLivedJvm.OPTIONS);

    final Process process = builder.start();
    try {
      assertThat(process.waitFor(MAX_SECONDS, TimeUnit.SECONDS)).as(read("stderr")).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return process.exitValue();
  }
}
