package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Folders for recordings that processes have left behind because they were killed. Whose a folder
 * is stands in its name: the number of the process, and the namespace that counts it, since a
 * process of another container is not seen and may well live. Stateless; any thread may use it.
 */
final class StaleFolders {
  private static final String PREFIX = "framelab-profiles-";
  private static final Pattern NAME = Pattern.compile(PREFIX + "(\\d{1,18})-(\\d+)-\\d+");
  private static final String HERE = namespace();

  private StaleFolders() {}

  /** How the name of a folder of this process begins. */
  static String prefix() {
    return PREFIX + ProcessHandle.current().pid() + "-" + HERE + "-";
  }

  /**
   * Removes those that belong to the user of this process and to a process that is gone.
   *
   * @param place to look in.
   * @param own folder of this process, in that place.
   */
  static void removeFrom(final Path place, final Path own) {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(place, PREFIX + "*")) {
      for (final Path folder : folders) {
        removeIfStale(folder, own);
      }
    } catch (final IOException | RuntimeException e) {
      // they take some space and do no other harm
      return;
    }
  }

  /** One that does not go, or that another process removes just now, keeps no other from going. */
  private static void removeIfStale(final Path folder, final Path own) {
    try {
      if (isStale(folder, own)) {
        delete(folder);
      }
    } catch (final IOException e) {
      return;
    }
  }

  /** Deletes a folder and the files in it. */
  static void delete(final Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (final Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private static boolean isStale(final Path folder, final Path own) throws IOException {
    final Matcher name = NAME.matcher(folder.getFileName().toString());
    return name.matches()
        && name.group(2).equals(HERE)
        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
        && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own));
  }

  /** The number of the namespace in which this process is counted; 0 where there are none. */
  private static String namespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString().replaceAll("\\D", "");
    } catch (final IOException | RuntimeException e) {
      return "0";
    }
  }
}
