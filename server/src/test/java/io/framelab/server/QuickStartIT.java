package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher's archive on a real JVM, in a repository that holds no more than the packaged
 * server. That it starts a server sooner is for benchmarks/yardstick/startup.sh to tell.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class QuickStartIT {
  private static final String OURS = " io.framelab.server.ServeCommand source: ";
  private static final String FROM_ARCHIVE = OURS + "shared objects file";
  private static final String FROM_JAR = OURS + "file:";
  private static final String MAKING = "framelab: making the archive";

  @TempDir private Path folder;
  private Path jar;

  @BeforeEach
  void makeRepository() throws IOException {
    Files.copy(Path.of("..", "framelab"), folder.resolve("framelab"));
    jar = folder.resolve("server/target/framelab-server.jar");
    Files.createDirectories(jar.getParent());
    Files.copy(Path.of("target", "framelab-server.jar"), jar);
    // What the launcher looks for before it calls a build complete.
    for (final String built :
        List.of(
            "client-loadgen/target/framelab-loadgen.jar",
            "benchmarks/target/framelab-benchmarks.jar",
            "target/launcher.stamp")) {
      Files.createDirectories(folder.resolve(built).getParent());
      Files.createFile(folder.resolve(built));
    }
  }

  @Test
  void shouldTakeClassesFromTheArchiveFromTheFirstStartOn() throws Exception {
    assertThat(start("", "").loaded()).contains(FROM_ARCHIVE);

    final Start second = start("", "");

    assertThat(second.loaded()).contains(FROM_ARCHIVE);
    assertThat(second.stderr()).hasLineCount(1).startsWith("framelab: JDK ");
    assertThat(start("-XX:+UseSerialGC", "").loaded())
        .as("another collector")
        .contains(FROM_ARCHIVE);
  }

  @Test
  void shouldMakeTheArchiveAgainWhenTheJarIsNewer() throws Exception {
    start("", "");
    Files.setLastModifiedTime(archive(), FileTime.from(Instant.EPOCH));

    final Start again = start("", "");

    assertThat(again.stderr()).contains(MAKING);
    assertThat(again.loaded()).contains(FROM_ARCHIVE);
  }

  @Test
  void shouldServeWithoutNoiseWhenTheArchiveDoesNotFit() throws Exception {
    start("", "");
    // The launcher sees nothing of it; the JVM does.
    Files.setLastModifiedTime(jar, FileTime.from(Instant.EPOCH));
    final Start ofAnotherJar = start("", "1");
    Files.writeString(archive(), "no archive");
    final Start broken = start("", "1");

    assertThat(ofAnotherJar.loaded()).contains(FROM_JAR);
    assertThat(ofAnotherJar.stderr()).isEmpty();
    assertThat(broken.loaded()).contains(FROM_JAR);
    assertThat(broken.stderr()).isEmpty();
  }

  @Test
  void shouldServeWithoutNoiseWhenTheFolderCannotBeMade() throws Exception {
    Files.createFile(archives());

    final Start start = start("", "");

    assertThat(start.loaded()).contains(FROM_JAR);
    assertThat(start.stderr()).hasLineCount(1).startsWith("framelab: JDK ");
  }

  private Path archives() {
    return folder.resolve("target/launcher.archives");
  }

  private Path archive() throws IOException {
    try (Stream<Path> files = Files.list(archives())) {
      return files.filter(file -> file.toString().endsWith(".jsa")).findAny().orElseThrow();
    }
  }

  /**
   * What a start said until it was ready, and where its classes came from.
   *
   * @param loaded a line for each class.
   */
  private record Start(String stderr, String loaded) {}

  private Start start(final String jvmFlags, final String skipBuild) throws Exception {
    final Path classes = folder.resolve("classes.log");
    final ProcessBuilder launcher =
        new ProcessBuilder(
            folder.resolve("framelab").toString(), "serve", "--port", "0", "--metrics", "0");
    launcher.environment().put("FRAMELAB_JAVA", System.getProperty("java.home"));
    launcher.environment().put("FRAMELAB_SKIP_BUILD", skipBuild);
    launcher
        .environment()
        .put("FRAMELAB_JAVA_OPTS", jvmFlags + " -Xlog:class+load:file=" + classes + ":none");
    try (ServerJar server = ServerJar.start(launcher)) {
      final String stderr = server.stderr();
      server.terminate();
      assertThat(server.awaitExit()).isZero();
      return new Start(stderr, " " + Files.readString(classes).replace("\n", "\n "));
    }
  }
}
