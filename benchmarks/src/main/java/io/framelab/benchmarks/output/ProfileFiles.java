package io.framelab.benchmarks.output;

import io.framelab.profiling.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Profiles in a folder beside a result: for {@code go tool pprof} and as pages for a browser. One
 * thread at a time.
 */
public final class ProfileFiles {
  /** The folder's name, beside the result. */
  public static final String FOLDER = "profiles";

  private final Path folder;

  /**
   * Makes the folder.
   *
   * @param beside the folder of the result.
   * @throws IOException if it cannot be made.
   */
  public ProfileFiles(final Path beside) throws IOException {
    folder = Files.createDirectories(beside.resolve(FOLDER));
  }

  /**
   * A file in the folder, which nothing is written to yet.
   *
   * @param name of it.
   * @return the file.
   */
  public Path file(final String name) {
    return folder.resolve(name);
  }

  /**
   * Writes a profile for the tool.
   *
   * @param name without what follows the dot.
   * @param profile that was recorded.
   * @return the file, as a result names it.
   * @throws IOException if it cannot be read or written.
   */
  public String pprof(final String name, final Profile profile) throws IOException {
    Files.write(file(name + ".pb.gz"), profile.pprof());
    return link(name + ".pb.gz");
  }

  /**
   * Writes a page.
   *
   * @param name without what follows the dot.
   * @param html all of it.
   * @return the file, as a result names it.
   * @throws IOException if it cannot be written.
   */
  public String page(final String name, final String html) throws IOException {
    Files.writeString(file(name + ".html"), html);
    return link(name + ".html");
  }

  /** As seen from beside the folder, whatever the system's separator. */
  private static String link(final String file) {
    return FOLDER + "/" + file;
  }
}
