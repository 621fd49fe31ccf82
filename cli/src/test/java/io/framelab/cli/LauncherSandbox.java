package io.framelab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A place to run the launcher in, with nothing of the machine around it but the tools of a shell:
 * no java in PATH, and pretended JDKs that print what they are told.
 */
final class LauncherSandbox {
  private static final Path LAUNCHER = Path.of("..", "framelab").toAbsolutePath().normalize();
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "basename",
          "cat",
          "dirname",
          "find",
          "grep",
          "ln",
          "mkdir",
          "mv",
          "readlink",
          "rm",
          "sed",
          "sleep",
          "tail",
          "touch");
  private static final String PRETENDED_BUILD =
      """
      echo "$JAVA_HOME" >> builds
      for jar in server/target/framelab-server client-loadgen/target/framelab-loadgen \
          benchmarks/target/framelab-benchmarks; do
        mkdir -p ${jar%/*}
        echo > $jar.jar
      done
      """;
  private static final List<Path> TOOL_FOLDERS = List.of(Path.of("/usr/bin"), Path.of("/bin"));

  private final Path folder;
  private final Path tools;
  private final Map<String, String> environment = new TreeMap<>();

  LauncherSandbox(final Path folder) throws IOException {
    this.folder = folder;
    tools = Files.createDirectory(folder.resolve("tools"));
    for (final String tool : TOOLS) {
      executable(tools.resolve(tool), "exec " + find(tool) + " \"$@\"\n");
    }
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.toString());
    environment.put("FRAMELAB_JDKS", Files.createDirectory(folder.resolve("jdks")).toString());
    environment.put("FRAMELAB_SKIP_BUILD", "1");
  }

  private static Path find(final String tool) {
    return TOOL_FOLDERS.stream()
        .map(place -> place.resolve(tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + tool + " on this machine"));
  }

  /** Puts a script in place of a tool. */
  void tool(final String name, final String script) throws IOException {
    executable(tools.resolve(name), script);
  }

  LauncherSandbox with(final String name, final String value) {
    environment.put(name, value);
    return this;
  }

  /** A JDK among the usual ones; its java prints its arguments, one a line. */
  Path jdk(final String version) throws IOException {
    final Path home = folder.resolve("jdks").resolve("jdk-" + version);
    final Path bin = Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    executable(bin.resolve("javac"), "");
    executable(
        bin.resolve("java"),
        "for word in \"$@\"; do echo \"$word\"; done\n"
            + "echo launcher=$FRAMELAB_LAUNCHER skip=$FRAMELAB_SKIP_BUILD java=$FRAMELAB_JAVA\n");
    return home;
  }

  /** A repository with a copy of the launcher, whose Maven only pretends to build. */
  Path repository() throws IOException {
    final Path repository = Files.createDirectory(folder.resolve("repository"));
    Files.copy(LAUNCHER, repository.resolve("framelab"));
    Files.writeString(repository.resolve("pom.xml"), "");
    executable(repository.resolve("mvnw"), PRETENDED_BUILD);
    return repository;
  }

  static Path executable(final Path file, final String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The launcher of the repository. */
  ChildProcess run(final String... words) throws IOException, InterruptedException {
    return run(LAUNCHER, words);
  }

  /** Some other launcher, such as a link or a copy. */
  ChildProcess run(final Path launcher, final String... words)
      throws IOException, InterruptedException {
    final List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    return ChildProcess.run(folder, environment, command);
  }

  static Path launcher() {
    return LAUNCHER;
  }
}
