package io.framelab.server.watch;

import io.framelab.profiling.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folder of one server's kept moments: each in a folder named by its time and trigger, only so
 * many and so large, the oldest go first. What is not named so is never touched. For one thread.
 */
public final class KeptProfiles {
  /** So many moments are kept. */
  static final int FOLDERS_MAX = 20;

  /** They take so many bytes together. */
  static final long BYTES_MAX = 256L << 20;

  /** A moment that is being written; it becomes a kept one by losing that. */
  static final String PART = ".part";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern OURS =
      Pattern.compile(
          "\\d{8}T\\d{6}Z-("
              + Stream.of(Trigger.values()).map(Trigger::label).collect(Collectors.joining("|"))
              + ")(-\\d+)?(\\.part)?");

  private final Path folder;
  private final int foldersMax;
  private final long bytesMax;

  KeptProfiles(final Path folder, final int foldersMax, final long bytesMax) {
    this.folder = folder;
    this.foldersMax = foldersMax;
    this.bytesMax = bytesMax;
  }

  /**
   * Makes the folder if need be, and removes what a crash has left half written there.
   *
   * @param folder for moments of one server.
   * @return the folder, which can be written.
   * @throws IOException if it cannot be made or written; the message says why.
   */
  public static KeptProfiles in(final Path folder) throws IOException {
    final KeptProfiles kept =
        new KeptProfiles(folder.toAbsolutePath().normalize(), FOLDERS_MAX, BYTES_MAX);
    try {
      Files.createDirectories(kept.folder);
      if (!Files.isWritable(kept.folder)) {
        throw new IOException("it cannot be written");
      }
      kept.clear();
    } catch (final IOException e) {
      throw new IOException(Reason.of(e), e);
    }
    return kept;
  }

  /**
   * Begins a moment; what is written of it makes room for itself.
   *
   * @param at when it was.
   * @param trigger that found it.
   * @return a folder that is not complete yet; the caller closes it.
   * @throws IOException if there is no place for it.
   */
  KeptMoment begin(final Instant at, final Trigger trigger) throws IOException {
    clear();
    final String name = TIME.format(at) + "-" + trigger.label();
    Path place = folder.resolve(name);
    for (int again = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); again++) {
      place = folder.resolve(name + "-" + again);
    }
    // it may have been removed by somebody who wanted to be rid of what was in it
    Files.createDirectories(folder);
    return new KeptMoment(this, place, Files.createDirectory(part(place)));
  }

  /** Makes room for one more moment, of so many bytes so far. */
  void makeRoom(final long bytes) throws IOException {
    if (bytes > bytesMax) {
      throw new IOException("it would take more than " + bytesMax + " bytes");
    }
    prune(foldersMax - 1, bytesMax - bytes);
  }

  /** Removes a folder of ours, and whatever somebody has put into it. */
  static void remove(final Path ours) throws IOException {
    try (Stream<Path> inside = Files.walk(ours)) {
      for (final Path each : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (final UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static Path part(final Path place) {
    return place.resolveSibling(place.getFileName() + PART);
  }

  private void clear() throws IOException {
    for (final Path leftover : ours(true)) {
      remove(leftover);
    }
  }

  private void prune(final int most, final long bytes) throws IOException {
    final List<Path> oldestFirst = ours(false);
    long total = 0;
    for (final Path each : oldestFirst) {
      total += bytesOf(each);
    }
    int left = oldestFirst.size();
    for (final Path oldest : oldestFirst) {
      if (left <= most && total <= bytes) {
        return;
      }
      total -= bytesOf(oldest);
      left--;
      remove(oldest);
    }
  }

  /** Folders of that name that are folders, not links to some; oldest first. */
  private List<Path> ours(final boolean parts) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(each -> OURS.matcher(each.getFileName().toString()).matches())
          .filter(each -> each.toString().endsWith(PART) == parts)
          .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static long bytesOf(final Path ours) throws IOException {
    long bytes = 0;
    try (Stream<Path> inside = Files.walk(ours)) {
      for (final Path each : inside.toList()) {
        if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
          bytes += Files.size(each);
        }
      }
    } catch (final UncheckedIOException e) {
      throw e.getCause();
    }
    return bytes;
  }
}
