package io.framelab.loadgen.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The schema of all results, as far as the viewer needs it: whether a file has what the page shows,
 * in words for people. Knows the few words of JSON Schema that ours uses; the tests' validator
 * knows all. Stateless: any thread may use it.
 */
final class ResultSchema {
  private static final JsonNode SCHEMA = load();
  private static final String PROPERTIES = "properties";

  private ResultSchema() {}

  private static JsonNode load() {
    try (InputStream in = ResultSchema.class.getResourceAsStream("result.schema.json")) {
      return new ObjectMapper().readTree(in);
    } catch (final IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a result may be. */
  static List<String> kinds() {
    final List<String> kinds = new ArrayList<>();
    SCHEMA.at("/properties/kind/enum").forEach(kind -> kinds.add(kind.asText()));
    return kinds;
  }

  /** The first thing that is wrong with a result of a kind that is known. */
  static Optional<String> problem(final JsonNode result) {
    final JsonNode kind = definition(result.get("kind").asText());
    final Set<String> known = new HashSet<>(names(SCHEMA));
    known.addAll(names(kind));
    final Optional<String> unknown =
        fieldNames(result).stream().filter(name -> !known.contains(name)).findFirst();
    return unknown
        .map(name -> "unknown field '" + name + "'")
        .or(() -> object("", SCHEMA, result))
        .or(() -> object("", kind, result));
  }

  /**
   * The first part of its kind that a result of an earlier version lacks, or that is something else
   * there; what such a part consists of is not looked at.
   */
  static Optional<String> gap(final String kind, final JsonNode result) {
    final JsonNode schema = definition(kind);
    return missing("", schema, result).or(() -> other(schema, result));
  }

  private static Optional<String> other(final JsonNode schema, final JsonNode result) {
    for (final Map.Entry<String, JsonNode> field : schema.get(PROPERTIES).properties()) {
      final JsonNode types = types(field.getValue());
      if (result.has(field.getKey()) && !isOf(types, result.get(field.getKey()))) {
        return Optional.of("'" + field.getKey() + "' must be " + text(types));
      }
    }
    return Optional.empty();
  }

  /** One word or a list of them. */
  private static JsonNode types(final JsonNode schema) {
    if (schema.has("anyOf")) {
      final ArrayNode types = JsonNodeFactory.instance.arrayNode();
      schema.get("anyOf").forEach(choice -> types.add(types(choice)));
      return types;
    }
    return (schema.has("$ref") ? target(schema) : schema).get("type");
  }

  private static JsonNode target(final JsonNode reference) {
    return SCHEMA.at(reference.get("$ref").asText().substring(1));
  }

  private static Optional<String> value(
      final String path, final JsonNode schema, final JsonNode value) {
    if (schema.has("anyOf")) {
      return value.isNull() ? Optional.empty() : value(path, schema.get("anyOf").get(0), value);
    }
    if (schema.has("$ref")) {
      return value(path, target(schema), value);
    }
    if (schema.has("enum") && !contains(schema.get("enum"), value)) {
      return Optional.of("'" + path + "' must be one of " + text(schema.get("enum")));
    }
    if (schema.has("type") && !isOf(schema.get("type"), value)) {
      return Optional.of("'" + path + "' must be " + text(schema.get("type")));
    }
    if (value.isObject()) {
      return object(path + ".", schema, value);
    }
    if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        final Optional<String> problem =
            value(path + "[" + i + "]", schema.get("items"), value.get(i));
        if (problem.isPresent()) {
          return problem;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> object(
      final String prefix, final JsonNode schema, final JsonNode object) {
    final Optional<String> missing = missing(prefix, schema, object);
    if (missing.isPresent()) {
      return missing;
    }
    for (final Map.Entry<String, JsonNode> field : object.properties()) {
      final JsonNode known = schema.path(PROPERTIES).get(field.getKey());
      final JsonNode others = schema.path("additionalProperties");
      final String path = prefix + field.getKey();
      final Optional<String> problem;
      if (known != null) {
        problem = value(path, known, field.getValue());
      } else if (others.isObject()) {
        problem = value(path, others, field.getValue());
      } else {
        problem =
            others.isBoolean() ? Optional.of("unknown field '" + path + "'") : Optional.empty();
      }
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> missing(
      final String prefix, final JsonNode schema, final JsonNode object) {
    for (final JsonNode name : schema.path("required")) {
      if (!object.has(name.asText())) {
        return Optional.of("'" + prefix + name.asText() + "' is missing");
      }
    }
    return Optional.empty();
  }

  private static boolean isOf(final JsonNode types, final JsonNode value) {
    final Set<String> allowed = new HashSet<>();
    if (types.isArray()) {
      types.forEach(type -> allowed.add(type.asText()));
    } else {
      allowed.add(types.asText());
    }
    return switch (value.getNodeType()) {
      case OBJECT -> allowed.contains("object");
      case ARRAY -> allowed.contains("array");
      case STRING -> allowed.contains("string");
      case BOOLEAN -> allowed.contains("boolean");
      case NULL -> allowed.contains("null");
      case NUMBER ->
          allowed.contains("number") || allowed.contains("integer") && value.isIntegralNumber();
      default -> false;
    };
  }

  private static boolean contains(final JsonNode values, final JsonNode value) {
    for (final JsonNode one : values) {
      if (one.equals(value)) {
        return true;
      }
    }
    return false;
  }

  /** One word or a list of them, for people. */
  private static String text(final JsonNode words) {
    return words.toString().replaceAll("[\\[\\]\"]", "").replace(",", " or ");
  }

  private static JsonNode definition(final String kind) {
    return SCHEMA.get("$defs").get(kind);
  }

  private static List<String> names(final JsonNode schema) {
    return fieldNames(schema.path(PROPERTIES));
  }

  private static List<String> fieldNames(final JsonNode object) {
    final List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
