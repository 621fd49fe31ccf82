package io.framelab.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.framelab.cli.Target;
import io.framelab.codec.Once;
import io.framelab.loadgen.Arrival;
import io.framelab.loadgen.LoadConfig;
import io.framelab.loadgen.LoadListener;
import io.framelab.loadgen.LoadRig;
import io.framelab.loadgen.SendRate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The schema file and what a real run writes say the same; the page says what the schema says. */
@Once
@Timeout(30)
class SchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Path PAGE = Path.of("..", "docs", "RESULTS.md");

  /** Units are for readers: a validator that does not know the word warns of it. */
  private static final JsonMetaSchema WITH_UNITS =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new AnnotationKeyword("unit"))
          .build();

  /** Of these a format of others tells; they may get more. */
  private static final Set<String> OPEN =
      Set.of("jmhMetric", "items", "params", "secondaryMetrics", "scorePercentiles");

  /** A run against a server that never answers: short, and with every part of a result. */
  private static ObjectNode silentRun() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      final LoadConfig config =
          new LoadConfig(new Target("127.0.0.1", silent.getLocalPort()))
              .connections(1)
              .warmupNs(0)
              .durationNs(TimeUnit.MILLISECONDS.toNanos(50))
              .timeoutNs(TimeUnit.MILLISECONDS.toNanos(100));
      return (ObjectNode) MAPPER.readTree(JsonReport.of(LoadRig.run(config, LoadListener.NONE)));
    }
  }

  /** The same in an open loop, with all that only such a run has, or a server that tells. */
  private static ObjectNode openRun() throws IOException {
    final ObjectNode run;
    try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      final LoadConfig config =
          new LoadConfig(new Target("127.0.0.1", silent.getLocalPort()))
              .connections(1)
              .rate(new SendRate(1_000, Arrival.POISSON))
              .warmupNs(0)
              .durationNs(TimeUnit.MILLISECONDS.toNanos(50))
              .timeoutNs(TimeUnit.MILLISECONDS.toNanos(100));
      run =
          (ObjectNode)
              MAPPER.readTree(
                  JsonReport.of(
                      judged(
                          LoadRig.run(config, LoadListener.NONE),
                          new Assertion("p99<5ms", 1, Assertion.NS, true))));
    }
    run.set("server", MAPPER.valueToTree(Results.serverSide()));
    return run;
  }

  private static LoadResult judged(final LoadResult result, final Assertion assertion) {
    return result.with(
        result.config().with(List.of(assertion.expr()), "http://127.0.0.1:8889/metrics", "a.hlog"),
        List.of(assertion));
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = LoadResult.class.getResourceAsStream("result.schema.json")) {
      return MAPPER.readTree(in);
    }
  }

  private static Set<ValidationMessage> problems(final JsonNode result) throws IOException {
    final JsonSchema schema =
        JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(WITH_UNITS))
            .getSchema(schema());
    return schema.validate(result);
  }

  @Test
  void shouldAgreeWithTheSchemaWhenARunWritesJson() throws IOException {
    final JsonNode result = silentRun();
    assertThat(result.get("intervals")).isNotEmpty();
    assertThat(result.get("intervals").get(0).get("p50").isNull()).isTrue();
    assertThat(result.get("intervals").get(0).get("max").isNull()).isTrue();
    assertThat(result.get("invalidReasons")).isNotEmpty();
    assertThat(problems(result)).isEmpty();
  }

  @Test
  void shouldAgreeWithTheSchemaWhenARunIsAnOpenLoop() throws IOException {
    final JsonNode result = openRun();
    assertThat(result.at("/latencyNs/response/count").isNumber()).isTrue();
    assertThat(result.at("/generator/scheduleLagNs/p99").isNumber()).isTrue();
    assertThat(problems(result)).isEmpty();
  }

  @Test
  void shouldAgreeWithTheSchemaWhenServersWereCompared() throws IOException {
    assertThat(problems(MAPPER.readTree(Results.compare()))).isEmpty();
  }

  @Test
  void shouldRefuseWhatTheSchemaDoesNotKnowOrMisses() throws IOException {
    final ObjectNode more = silentRun();
    more.put("unknown", 1);
    assertThat(problems(more)).isNotEmpty();
    final ObjectNode moreInside = silentRun();
    ((ObjectNode) moreInside.get("timing")).put("unknown", 1);
    assertThat(problems(moreInside)).isNotEmpty();
    final ObjectNode less = silentRun();
    less.remove("timing");
    assertThat(problems(less)).isNotEmpty();
    final ObjectNode other = silentRun();
    other.put("kind", "ladder");
    assertThat(problems(other)).isNotEmpty();
  }

  @Test
  void shouldDescribeEveryPropertyAndGiveNumbersAUnit() throws IOException {
    final List<String> poor = new ArrayList<>();
    visit("", "", schema(), poor);
    assertThat(poor).isEmpty();
  }

  private static void visit(
      final String path, final String name, final JsonNode node, final List<String> poor) {
    if (name.equals("if")) {
      return;
    }
    if (isOpen(node) && !OPEN.contains(name)) {
      poor.add(path + " takes unknown properties");
    }
    for (final Map.Entry<String, JsonNode> property : node.path("properties").properties()) {
      final JsonNode field = property.getValue();
      final String place = path + "/" + property.getKey();
      if (field.path("description").asText().isEmpty()) {
        poor.add(place + " has no description");
      }
      if (field.path("type").toString().matches(".*(integer|number).*") && !field.has("unit")) {
        poor.add(place + " has no unit");
      }
    }
    node.properties()
        .forEach(
            child -> visit(path + "/" + child.getKey(), child.getKey(), child.getValue(), poor));
    if (node.isArray()) {
      node.forEach(item -> visit(path, name, item, poor));
    }
  }

  /** The fields of a kind join those of every result, where unknown ones are refused. */
  private static boolean isOpen(final JsonNode node) {
    return node.path("type").asText().equals("object")
        && !node.has("additionalProperties")
        && !node.has("unevaluatedProperties");
  }

  /** To write the page again: {@code -Dtest=SchemaTest -Dframelab.write=true}. */
  @Test
  void shouldSayInThePageWhatTheSchemaSays() throws IOException {
    final String page = SchemaPage.of(schema());
    if (Boolean.getBoolean("framelab.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(PAGE).hasContent(page);
  }
}
