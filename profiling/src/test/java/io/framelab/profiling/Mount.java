package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system that refuses something, for as long as a test needs it; only root can have one. */
public record Mount(Path folder) implements AutoCloseable {
  private static final int PATIENCE_S = 30;

  /** Mounts an empty one, with an option such as "ro" or "noexec". */
  public Mount(final Path folder, final String option) throws IOException {
    this(Files.createDirectory(folder));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", option, "tmpfs", folder.toString()) == 0,
        "who runs this may not mount");
  }

  @Override
  public void close() throws IOException {
    assertThat(run("umount", folder.toString())).as("umount").isZero();
  }

  private static int run(final String... command) throws IOException {
    final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    process.onExit().orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    return process.exitValue();
  }
}
