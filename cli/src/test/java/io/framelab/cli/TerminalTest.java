package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
final class TerminalTest {
  /** Of util-linux: runs a command with a terminal of its own. */
  private static final Path SCRIPT = Path.of("/usr/bin/script");

  private static final Map<String, String> ENVIRONMENT =
      Map.of("PATH", "/usr/bin:/bin", "SHELL", "/bin/sh");

  @Test
  void shouldSeeNoTerminalWhenStderrIsAFile() throws Exception {
    assertThat(run(ChildProcess.java(Asker.class))).contains("terminal=false");
  }

  @Test
  void shouldSeeTheTerminalWhenStderrIsOne() throws Exception {
    assumeTrue(Files.exists(SCRIPT), "no " + SCRIPT + " to make a terminal with");

    assertThat(runInTerminal("")).contains("terminal=true");
  }

  @Test
  void shouldSeeNoTerminalWhenOnlyStdoutIsOne() throws Exception {
    assumeTrue(Files.exists(SCRIPT), "no " + SCRIPT + " to make a terminal with");

    assertThat(runInTerminal(" 2>/dev/null")).contains("terminal=false");
  }

  private static String runInTerminal(final String redirection) throws Exception {
    final String java =
        "'" + String.join("' '", ChildProcess.java(Asker.class)) + "'" + redirection;
    return run(List.of(SCRIPT.toString(), "-qec", java, "/dev/null"));
  }

  private static String run(final List<String> command) throws Exception {
    return ChildProcess.run(Path.of(""), ENVIRONMENT, command).out();
  }

  /** Says on stdout what it sees. */
  static final class Asker {
    public static void main(final String[] args) {
      System.out.println("terminal=" + Terminal.stderrIsTerminal());
    }
  }
}
