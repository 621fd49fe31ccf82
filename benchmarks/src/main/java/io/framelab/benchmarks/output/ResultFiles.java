package io.framelab.benchmarks.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.LoadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/** How results of every verb become JSON, and where they are kept. Stateless; any thread. */
public final class ResultFiles {
  /** Indents; takes no offence at a field of another version. Nobody changes it: copy it. */
  public static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private ResultFiles() {}

  /**
   * A result as text.
   *
   * @param result of any verb.
   * @return with the end of its last line.
   */
  public static String json(final Object result) {
    try {
      return MAPPER.writeValueAsString(result) + "\n";
    } catch (final JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Refuses a folder in which nothing could be kept, before there is anything to keep.
   *
   * @param folder made if it is missing.
   * @throws RunFailure for the user, if that cannot be done.
   */
  public static void checkKept(final Path folder) {
    try {
      Files.createDirectories(folder);
      if (!Files.isWritable(folder)) {
        throw new AccessDeniedException(folder.toString());
      }
    } catch (final IOException e) {
      throw unkept(folder, e);
    }
  }

  /**
   * Writes files that no other result ever replaces: a name that is taken gets a number.
   *
   * @param folder made if it is missing.
   * @param name of the files, without what follows the dot.
   * @param json the result.
   * @param page the same in Markdown; null for none.
   * @return the file with the JSON.
   * @throws RunFailure for the user, if that cannot be done.
   */
  public static Path keep(
      final Path folder, final String name, final String json, final String page) {
    try {
      Files.createDirectories(folder);
      for (int number = 1; ; number++) {
        final String free = number == 1 ? name : name + "-" + number;
        final Path file = folder.resolve(free + ".json");
        try {
          Files.writeString(file, json, StandardOpenOption.CREATE_NEW);
        } catch (final FileAlreadyExistsException e) {
          continue;
        }
        if (page != null) {
          Files.writeString(folder.resolve(free + ".md"), page, StandardOpenOption.CREATE_NEW);
        }
        return file;
      }
    } catch (final IOException e) {
      throw unkept(folder, e);
    }
  }

  private static RunFailure unkept(final Path folder, final IOException e) {
    return new RunFailure(ExitCode.FAILED, "cannot keep the result in " + folder + ": " + e, e);
  }

  /**
   * A name that tells a kept result from others: its time and its machine, but not whose it is.
   *
   * @param startedAt ISO 8601, in UTC.
   * @param env the machine.
   * @return without what follows the dot.
   */
  public static String keptName(final String startedAt, final LoadResult.Env env) {
    final String minute = startedAt.substring(0, "2026-01-31T23:59".length());
    return minute.replace(":", "") + "Z-" + slug(env.cpuModel() + " " + env.cores() + " cores");
  }

  private static String slug(final String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
  }
}
