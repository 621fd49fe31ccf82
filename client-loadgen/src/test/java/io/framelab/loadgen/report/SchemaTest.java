package io.framelab.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.cli.Target;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.LoadListener;
import io.framelab.loadgen.LoadRig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The schema file and what a real run writes say the same. */
@Timeout(30)
class SchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A run against a server that never answers: short, and with every part of a result. */
  private static JsonNode silentRun() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      final LoadConfig config =
          new LoadConfig(new Target("127.0.0.1", silent.getLocalPort()))
              .connections(1)
              .warmupNs(0)
              .durationNs(TimeUnit.MILLISECONDS.toNanos(50))
              .timeoutNs(TimeUnit.MILLISECONDS.toNanos(100));
      return MAPPER.readTree(JsonReport.of(LoadRig.run(config, LoadListener.NONE)));
    }
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = LoadResult.class.getResourceAsStream("load-result.schema.json")) {
      return MAPPER.readTree(in);
    }
  }

  private static List<String> names(final JsonNode object) {
    final List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static void compare(final String path, final JsonNode schema, final JsonNode value) {
    if (schema.has("const")) {
      assertThat(value).as(path).isEqualTo(schema.get("const"));
      return;
    }
    assertThat(schema.get("type").toString()).as(path).contains('"' + typeOf(value, schema) + '"');
    if (value.isObject()) {
      assertThat(names(value)).as(path).isEqualTo(names(schema.get("properties")));
      names(value)
          .forEach(
              name ->
                  compare(path + "/" + name, schema.get("properties").get(name), value.get(name)));
    }
    value.forEach(item -> compareItem(path, schema, value, item));
  }

  private static void compareItem(
      final String path, final JsonNode schema, final JsonNode value, final JsonNode item) {
    if (value.isArray()) {
      compare(path + "/item", schema.get("items"), item);
    }
  }

  private static String typeOf(final JsonNode value, final JsonNode schema) {
    if (value.isNumber()) {
      return value.isIntegralNumber() && schema.toString().contains("integer")
          ? "integer"
          : "number";
    }
    return value.getNodeType().name().toLowerCase(Locale.ROOT);
  }

  @Test
  void shouldSayTheSameAsTheSchemaFileWhenARunWritesJson() throws IOException {
    final JsonNode result = silentRun();
    assertThat(result.get("intervals")).isNotEmpty();
    assertThat(result.get("invalidReasons")).isNotEmpty();
    compare("", schema(), result);
  }
}
