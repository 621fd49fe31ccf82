package io.framelab.benchmarks.ladder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framelab.benchmarks.ladder.result.LadderResult;
import io.framelab.benchmarks.output.ResultFiles;
import io.framelab.cli.ExitCode;
import io.framelab.cli.RunFailure;
import io.framelab.loadgen.report.Comparison;
import io.framelab.loadgen.stats.Round;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a thorough ladder has done so far, so that one that ends early can go on: a line of JSON
 * that says of what it is, then a line for each part that is done, such as a round. Lines are only
 * appended. The ladder's thread only.
 */
final class PartialResult {
  private static final String FILE = "thorough.partial.jsonl";

  /** Of one that is not gone on with. */
  private static final String ASIDE = "thorough.partial-%d.jsonl";

  private static final String LADDER = "ladder";

  private static final String PROBLEMS = "problems";

  private static final String ROUND = "round";

  private static final String NOTE = "note";

  /** On one line, unlike that of results. */
  private static final ObjectMapper MAPPER =
      ResultFiles.MAPPER.copy().disable(SerializationFeature.INDENT_OUTPUT);

  private final Path path;
  private LadderResult ladder;
  private List<Problems.Problem> problems = List.of();
  private final List<RoundOf> rounds = new ArrayList<>();

  /** Each once, in the order in which they came. */
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * A round, and what it belongs to.
   *
   * @param name of the comparison.
   * @param shape of its load.
   * @param round with its slices.
   */
  private record RoundOf(String name, Comparison.Shape shape, Round round) {}

  private PartialResult(final Path path) {
    this.path = path;
  }

  /**
   * Opens it, and takes over what is there if it is of the same; else that is kept by another name.
   *
   * @param folder of the result.
   * @param identity whatever has to be the same for parts to belong together.
   * @param trusted whether the same identity means the same programs.
   * @param told of what is put aside.
   * @throws RunFailure for the user, if it cannot be written.
   */
  static PartialResult open(
      final Path folder,
      final Object identity,
      final boolean trusted,
      final Consumer<String> told) {
    final PartialResult partial = new PartialResult(folder.resolve(FILE));
    try {
      // Read back, because a tree tells a small long from an int, and a file does not.
      final JsonNode wanted = MAPPER.readTree(MAPPER.writeValueAsString(identity));
      Files.createDirectories(folder);
      if (!trusted || !partial.takeOver(wanted)) {
        partial.putAside(told);
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
        problems = List.of(MAPPER.treeToValue(part.path(PROBLEMS), Problems.Problem[].class));
      } else if (part.has(NOTE)) {
        notes.add(part.get(NOTE).asText());
      } else if (part.has(ROUND)) {
        rounds.add(MAPPER.treeToValue(part.get(ROUND), RoundOf.class));
      }
    }
    return true;
  }

  /** Half an hour of somebody's machine may be in it: a flag that differs must not delete that. */
  private void putAside(final Consumer<String> told) throws IOException {
    if (!Files.isRegularFile(path) || Files.readAllLines(path).size() < 2) {
      return;
    }
    int number = 1;
    Path aside;
    do {
      aside = path.resolveSibling(ASIDE.formatted(number++));
    } while (Files.exists(aside));
    Files.move(path, aside);
    told.accept(
        path
            + " is of another commit, machine, program or flags, or of a build that is not a clean"
            + " commit; it is kept as "
            + aside.getFileName());
  }

  private static JsonNode read(final String line) {
    try {
      return MAPPER.readTree(line);
    } catch (final JsonProcessingException e) {
      return MAPPER.missingNode();
    }
  }

  /** Where it is kept. */
  Path path() {
    return path;
  }

  /** The whole processes; null if they have not run. */
  LadderResult ladder() {
    return ladder;
  }

  /** What went wrong with whole processes. */
  List<Problems.Problem> problems() {
    return problems;
  }

  /** Adds the whole processes, and what went wrong with them. */
  void add(final LadderResult result, final List<Problems.Problem> found) {
    ladder = result;
    problems = List.copyOf(found);
    append(MAPPER.createObjectNode().putPOJO(LADDER, result).putPOJO(PROBLEMS, problems));
  }

  /** What a reader should know of the comparisons that are done. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Adds what is new among them. */
  void addNotes(final List<String> found) {
    found.stream()
        .filter(notes::add)
        .forEach(note -> append(MAPPER.createObjectNode().put(NOTE, note)));
  }

  /** The rounds of a comparison that are done, in their order. */
  List<Round> rounds(final String name, final Comparison.Shape shape) {
    return rounds.stream()
        .filter(it -> it.name().equals(name) && it.shape().equals(shape))
        .map(RoundOf::round)
        .toList();
  }

  /** How many rounds of all comparisons are done. */
  int rounds() {
    return rounds.size();
  }

  /** Adds the next round of a comparison. */
  void add(final String name, final Comparison.Shape shape, final Round round) {
    final RoundOf added = new RoundOf(name, shape, round);
    rounds.add(added);
    append(MAPPER.createObjectNode().putPOJO(ROUND, added));
  }

  private void append(final ObjectNode line) {
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
