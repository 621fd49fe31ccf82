package io.framelab.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The schema as a page for people. Stateless. */
final class SchemaPage {
  private static final String OPENING =
      """
      # Results

      Every verb that measures writes one JSON object, and `./framelab report FILE` shows any of them as a page. This page says what is
      in it; it is generated from the [schema](../client-loadgen/src/main/resources/io/framelab/loadgen/report/result.schema.json) (JSON
      Schema, draft 2020-12), which tests hold against what the verbs really write. Unknown fields are refused, but for those that JMH adds
      to its own.

      | verb | kind | where the result goes |
      |---|---|---|
      | `framelab load` | `load` | stdout or `--out`, with `--format json` |
      | `framelab ladder` | `ladder` | `target/ladder/ladder.json` or `--out` |
      | `framelab compare` | `compare` | `--out`, or stdout with `--format json` |
      | `framelab bench` | `bench` | `target/bench/bench.json` or `--out` |

      A field `a.b[].c` is the `c` of each item of the list `b` in `a`. Times are in nanoseconds unless a field says otherwise.
      `null` is what was not measured or cannot be.

      When a run began stands in `startedAt`, which every kind has, and not again in the `timing` of a load. The flags of a load that only
      say where its result or its metrics are shown (`--format`, `--out`, `--latency`, `--metrics`) are not in its `config`.
      """;

  private final JsonNode schema;
  private final List<String> lines = new ArrayList<>();

  private SchemaPage(final JsonNode schema) {
    this.schema = schema;
  }

  /** The whole page. */
  static String of(final JsonNode schema) {
    final SchemaPage page = new SchemaPage(schema);
    page.table("Every result", schema.get("description").asText(), schema);
    schema
        .at("/properties/kind/enum")
        .forEach(
            kind -> {
              final JsonNode fields = schema.at("/$defs/" + kind.asText());
              page.table("`" + kind.asText() + "`", fields.get("description").asText(), fields);
            });
    return OPENING + String.join("\n", page.lines) + "\n";
  }

  private void table(final String title, final String description, final JsonNode fields) {
    lines.addAll(List.of("", "## " + title, "", description, ""));
    lines.addAll(List.of("| field | type | unit | what it is |", "|---|---|---|---|"));
    rows("", fields);
  }

  private void rows(final String prefix, final JsonNode object) {
    for (final Map.Entry<String, JsonNode> property : object.path("properties").properties()) {
      row(prefix + property.getKey(), property.getValue());
    }
  }

  private void row(final String name, final JsonNode field) {
    final JsonNode target = target(field);
    final JsonNode unit = field.has("unit") ? field.get("unit") : target.path("unit");
    lines.add(
        "| `%s` | %s | %s | %s |"
            .formatted(
                name,
                type(field, target),
                unit.asText().equals("none") ? "" : unit.asText(),
                field.get("description").asText()));
    rows(name + ".", target);
    if (target.has("items")) {
      rows(name + "[].", target(target.get("items")));
    }
  }

  /** Where a reference leads; a reference or null leads there, too. */
  private JsonNode target(final JsonNode field) {
    final JsonNode reference = field.has("anyOf") ? field.get("anyOf").get(0) : field;
    return reference.has("$ref")
        ? schema.at(reference.get("$ref").asText().substring(1))
        : reference;
  }

  private static String type(final JsonNode field, final JsonNode target) {
    if (field.has("const")) {
      return "`" + field.get("const").asText() + "`";
    }
    if (field.has("enum")) {
      final List<String> values = new ArrayList<>();
      field.get("enum").forEach(value -> values.add("`" + value.asText() + "`"));
      return String.join(", ", values);
    }
    final List<String> types = new ArrayList<>();
    if (target.get("type").isArray()) {
      target.get("type").forEach(type -> types.add(word(type.asText())));
    } else {
      types.add(word(target.get("type").asText()));
    }
    if (field.has("anyOf")) {
      types.add("null");
    }
    return String.join(" or ", types);
  }

  private static String word(final String type) {
    return type.equals("array") ? "list" : type;
  }
}
