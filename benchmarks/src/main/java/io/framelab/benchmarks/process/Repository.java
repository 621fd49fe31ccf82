package io.framelab.benchmarks.process;

import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things lie that verbs need: our server, and the folders for results. Immutable.
 *
 * @param root of the repository.
 * @param launcher that started this program; null if it was started by hand.
 */
public record Repository(Path root, Path launcher) {
  /** The launcher says here where it is. */
  private static final String LAUNCHER = "FRAMELAB_LAUNCHER";

  /**
   * Finds the repository that this program was built in, or that its launcher lies in.
   *
   * @return where things lie.
   */
  public static Repository find() {
    final String launcher = System.getenv(LAUNCHER);
    if (launcher != null && !launcher.isEmpty()) {
      final Path path = Path.of(launcher).toAbsolutePath();
      return new Repository(path.getParent(), path);
    }
    // Our classes lie in benchmarks/target, in a jar or in a folder.
    return new Repository(codeSource().getParent().getParent().getParent(), null);
  }

  private static Path codeSource() {
    try {
      return Path.of(Repository.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (final URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The words that start our server, up to its flags: through the launcher, so that what is
   * measured runs on the JVM flags that ship, else with the JDK that runs this program.
   *
   * @return words.
   * @throws RunFailure for the user, if there is no server to start.
   */
  public List<String> serve() {
    if (launcher != null) {
      return List.of(launcher.toString(), "serve");
    }
    final Path jar = root.resolve("server/target/framelab-server.jar");
    if (!Files.isRegularFile(jar)) {
      throw new RunFailure(
          ExitCode.FAILED, "there is no " + jar + ": build it with ./mvnw package -DskipTests");
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString());
  }

  /**
   * Where a verb's result goes unless told otherwise: not into whatever folder the launcher is
   * called in.
   *
   * @param verb whose result it is.
   * @return a folder that may be missing.
   */
  public Path resultFolder(final String verb) {
    return (launcher == null ? Path.of("") : root).resolve("target").resolve(verb);
  }

  /**
   * Where results are kept.
   *
   * @return a folder that may be missing.
   */
  public Path keptFolder() {
    return root.resolve("benchmarks").resolve("results");
  }

  /**
   * What the yardstick is built from.
   *
   * @return a file in C.
   */
  public Path yardstickSource() {
    return root.resolve("benchmarks").resolve("yardstick").resolve(Yardstick.NAME + ".c");
  }

  /**
   * Where the yardstick is built.
   *
   * @return a folder that may be missing.
   */
  public Path yardstickFolder() {
    return root.resolve("target").resolve("yardstick");
  }
}
