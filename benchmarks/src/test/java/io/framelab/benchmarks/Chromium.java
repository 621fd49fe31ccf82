package io.framelab.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window, which says nothing to the world by itself. */
final class Chromium {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /**
   * What became of a page.
   *
   * @param dom in HTML.
   * @param console lines that it logged.
   */
  record Opened(String dom, List<String> console) {}

  private final Path program;
  private final Path folder;

  private Chromium(final Path program, final Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** The first on the path; its profiles and logs go into the folder. */
  static Optional<Chromium> find(final Path folder) {
    return NAMES.stream()
        .flatMap(
            name -> Stream.of(System.getenv("PATH").split(":")).map(path -> Path.of(path, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> new Chromium(program, folder));
  }

  /**
   * Opens a page from disk, lets its scripts run, and takes what it then consists of, with what it
   * logged to its console.
   *
   * @throws AssertionError if it does not end.
   */
  Opened open(final Path page) throws IOException, InterruptedException {
    final Path dom = Files.createTempFile(folder, "dom", ".html");
    final Path log = Files.createTempFile(folder, "chromium", ".log");
    final Process process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--window-size=1280,900",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--virtual-time-budget=10000",
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dom.toFile())
            .redirectError(log.toFile())
            .start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new AssertionError("did not end: " + text(log));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    final List<String> console =
        text(log).lines().filter(line -> line.contains("CONSOLE")).toList();
    return new Opened(text(dom), console);
  }

  private static String text(final Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
