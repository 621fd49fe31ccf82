package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What a thorough ladder has done so far, so that one that ends early can go on: a line of JSON
 * that says of what it is, then a line for each part that is done. Lines are only appended. The
 * ladder's thread only.
 */
final class PartialResult {
  private static final String FILE = "thorough.partial.jsonl";

  private static final String LADDER = "ladder";

  private static final String COMPARISON = "comparison";

  /** On one line, unlike that of results. */
  private static final ObjectMapper MAPPER =
      LadderFiles.MAPPER.copy().disable(SerializationFeature.INDENT_OUTPUT);

  private final Path path;
  private LadderResult ladder;
  private final List<Comparison> comparisons = new ArrayList<>();

  private PartialResult(final Path path) {
    this.path = path;
  }

  /**
   * Opens it, and takes over what is there if it is of the same.
   *
   * @param folder of the result.
   * @param identity whatever has to be the same for parts to belong together.
   * @param trusted whether the same identity means the same programs.
   * @throws RunFailure for the user, if it cannot be written.
   */
  static PartialResult open(final Path folder, final Object identity, final boolean trusted) {
    final PartialResult partial = new PartialResult(folder.resolve(FILE));
    try {
      // Read back, because a tree tells a small long from an int, and a file does not.
      final JsonNode wanted = MAPPER.readTree(MAPPER.writeValueAsString(identity));
      Files.createDirectories(folder);
      if (!trusted || !partial.takeOver(wanted)) {
        Files.writeString(partial.path, MAPPER.writeValueAsString(wanted) + "\n");
      }
      return partial;
    } catch (final IOException e) {
      throw unwritable(partial.path, e);
    }
  }

  private boolean takeOver(final JsonNode wanted) throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    final List<String> lines = Files.readAllLines(path);
    if (lines.isEmpty() || !wanted.equals(read(lines.get(0)))) {
      return false;
    }
    for (final String line : lines.subList(1, lines.size())) {
      final JsonNode part = read(line);
      // Anything else is the rest of a line whose writer was killed.
      if (part.has(LADDER)) {
        ladder = MAPPER.treeToValue(part.get(LADDER), LadderResult.class);
      } else if (part.has(COMPARISON)) {
        comparisons.add(MAPPER.treeToValue(part.get(COMPARISON), Comparison.class));
      }
    }
    return true;
  }

  private static JsonNode read(final String line) {
    try {
      return MAPPER.readTree(line);
    } catch (final JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  /** The whole processes; null if they have not run. */
  LadderResult ladder() {
    return ladder;
  }

  /** Adds the whole processes. */
  void add(final LadderResult result) {
    ladder = result;
    append(LADDER, result);
  }

  /** The comparisons that are done. */
  List<Comparison> comparisons() {
    return List.copyOf(comparisons);
  }

  /** Whether a comparison is done. */
  boolean has(final String name, final Comparison.Shape shape) {
    return comparisons.stream().anyMatch(it -> it.name().equals(name) && it.shape().equals(shape));
  }

  /** Adds a comparison. */
  void add(final Comparison comparison) {
    comparisons.add(comparison);
    append(COMPARISON, comparison);
  }

  private void append(final String kind, final Object part) {
    final ObjectNode line = MAPPER.createObjectNode().putPOJO(kind, part);
    try {
      // Begins with the end of whatever line may have been cut short.
      Files.writeString(
          path,
          "\n" + MAPPER.writeValueAsString(line) + "\n",
          StandardCharsets.UTF_8,
          StandardOpenOption.APPEND);
    } catch (final IOException e) {
      throw unwritable(path, e);
    }
  }

  /** Removes it, once the result is written. */
  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (final IOException e) {
      throw unwritable(path, e);
    }
  }

  private static RunFailure unwritable(final Path path, final IOException e) {
    return new RunFailure(ExitCode.FAILED, "cannot write " + path + ": " + e, e);
  }
}
