package io.framelab.loadgen.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framelab.cli.RunFailure;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A result of any verb, read from a file that anybody may have written. Immutable.
 *
 * @param name of the file, for people.
 * @param kind of the result.
 * @param result as it was written.
 * @param digest what the page cannot work out by itself.
 * @param folder of the file as seen from the page, for links to what lies beside it: empty, or a
 *     part of a URL that ends with a slash.
 */
record ResultFile(String name, String kind, JsonNode result, JsonNode digest, String folder) {
  /** Far more than any result has; a page of that size would not open. */
  static final long MAX_BYTES = 64L * 1024 * 1024;

  private static final String EXPECTED =
      "expected what framelab load -f json, ladder, compare or bench writes";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * Reads and judges one.
   *
   * @param file that the user named.
   * @param page where it will be shown.
   * @return the result.
   * @throws RunFailure for the user, if it is none.
   */
  static ResultFile read(final Path file, final Path page) {
    final JsonNode json = withEnvelope(file, parse(file));
    final String kind = kind(file, json);
    check(file, kind, json);
    final String name = file.toAbsolutePath().normalize().getFileName().toString();
    try {
      final JsonNode digest = kind.equals("load") ? LoadDigest.of(json) : MAPPER.createObjectNode();
      return new ResultFile(name, kind, json, digest, folder(file, page));
    } catch (final IllegalArgumentException e) {
      throw refuse(file, e.getMessage());
    }
  }

  private static String folder(final Path file, final Path page) {
    final Path from = page.toAbsolutePath().normalize().getParent();
    final Path to = file.toAbsolutePath().normalize().getParent();
    if (from.equals(to)) {
      return "";
    }
    try {
      // The dot keeps a colon in a name from being taken for a scheme.
      final String path = "./" + from.relativize(to).toString().replace('\\', '/') + "/";
      return new URI(null, null, path, null).getRawPath();
    } catch (final IllegalArgumentException | URISyntaxException e) {
      // On another drive: there is no way from here to there.
      return to.toUri().toString();
    }
  }

  private static JsonNode parse(final Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw refuse(file, "is a folder; name the files in it");
      }
      if (Files.size(file) > MAX_BYTES) {
        throw refuse(file, "is larger than any result; " + EXPECTED);
      }
      return MAPPER.readTree(file.toFile());
    } catch (final JsonProcessingException e) {
      final JsonLocation place = e.getLocation();
      throw refuse(
          file,
          "is not JSON"
              + (place == null
                  ? ""
                  : " at line " + place.getLineNr() + ", column " + place.getColumnNr())
              + "; "
              + EXPECTED);
    } catch (final IOException e) {
      throw refuse(file, "cannot be read: " + e);
    }
  }

  /** JMH writes a list; and ladders were kept before results had a kind. */
  private static JsonNode withEnvelope(final Path file, final JsonNode json) {
    if (json.isArray() && json.path(0).has("primaryMetric")) {
      final ObjectNode wrapped = MAPPER.createObjectNode().put("kind", "bench");
      wrapped.put("schemaVersion", LoadResult.SCHEMA_VERSION);
      wrapped.putObject("tool").put("name", "JMH").put("version", "").put("commit", "");
      wrapped.put("startedAt", "").set("env", MAPPER.createObjectNode());
      return wrapped.set("jmh", json);
    }
    if (!json.isObject()) {
      throw refuse(file, "is JSON, but no result; " + EXPECTED);
    }
    if (!json.has("kind") && json.has("servers") && json.has("summary")) {
      return ((ObjectNode) json.deepCopy()).put("kind", "ladder");
    }
    return json;
  }

  private static String kind(final Path file, final JsonNode json) {
    final String kind = json.path("kind").asText();
    if (!ResultSchema.kinds().contains(kind)) {
      throw refuse(
          file,
          (kind.isEmpty() ? "has no field 'kind'" : "is of an unknown kind '" + kind + "'")
              + "; "
              + EXPECTED);
    }
    return kind;
  }

  /** Results of earlier versions and JMH's own are taken as they are, as far as they go. */
  private static void check(final Path file, final String kind, final JsonNode json) {
    final int version = json.path("schemaVersion").asInt();
    if (version > LoadResult.SCHEMA_VERSION) {
      throw refuse(
          file,
          "was written by a later version of framelab (schemaVersion %d, known is %d); use its report"
              .formatted(version, LoadResult.SCHEMA_VERSION));
    }
    final boolean isCurrent = version == LoadResult.SCHEMA_VERSION && !json.path("env").isEmpty();
    final Optional<String> problem =
        isCurrent ? ResultSchema.problem(json) : ResultSchema.gap(kind, json);
    problem.ifPresent(
        words -> {
          throw refuse(file, "is no result of the kind '" + kind + "': " + words);
        });
  }

  private static RunFailure refuse(final Path file, final String problem) {
    return RunFailure.usage("'" + file + "' " + problem);
  }
}
