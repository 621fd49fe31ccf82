package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.AnnotationKeyword;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.framelab.benchmarks.Chromium.Opened;
import io.framelab.cli.ExitCode;
import io.framelab.codec.Once;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.profiling.PprofFile;
import io.framelab.server.Engine;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the verbs really write: held against the schema, and shown in a real browser. */
@Once
@Timeout(300)
class ReportIT {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String REPORT = "io.framelab.loadgen.report.ReportMain";
  private static final String LADDER = "io.framelab.benchmarks.ladder.LadderMain";
  private static final String COMPARE = "io.framelab.benchmarks.compare.CompareMain";
  private static final String HOSTILE = "</script><img src=x onerror=alert(1)><!-- & \"so on\"";

  /** Units are for readers: a validator that does not know the word warns of it. */
  private static final JsonMetaSchema WITH_UNITS =
      JsonMetaSchema.builder(JsonMetaSchema.getV202012())
          .keyword(new AnnotationKeyword("unit"))
          .build();

  private static final String POLICY = "<meta http-equiv=\"Content-Security-Policy\"[^>]*>";

  @TempDir private static Path folder;

  private static Path page;

  /** Short runs of the packaged programs; their figures mean nothing. */
  @BeforeAll
  static void produceResults() throws IOException, InterruptedException {
    try (Server server = Server.start(ServerConfig.of(Engine.best()).port(0), submission -> 0)) {
      final String load =
          "127.0.0.1:%d -c 2 -R 1000 -d 2s --warmup 100ms --interval 100ms --assert p99<1m -f json -o load.json"
              .formatted(server.address().getPort());
      // On a busy machine the generator is late: an invalid run is a result, too.
      run(List.of(ExitCode.OK, ExitCode.INVALID_RUN), JarRun.LOADGEN, null, load.split(" "));
    }
    final String serve = JarRun.JAVA + " -jar " + JarRun.SERVER + " --metrics off --port {port}";
    run(
        List.of(ExitCode.OK, ExitCode.REGRESSION),
        JarRun.BENCHMARKS,
        COMPARE,
        "--server=a=" + serve,
        "--server=b=" + serve,
        "--rounds=2",
        "--turns=2",
        "--slice=500ms",
        "--warmup=500ms",
        "--out=compare.json");
    run(
        JarRun.BENCHMARKS,
        LADDER,
        "--any-port --engines owned --rounds 1 --duration 200ms --warmup 100ms --out .");
    run(
        JarRun.BENCHMARKS,
        null,
        "flyweights -f 1 -wi 0 -i 3 -r 100ms -prof gc --out bench.json --profile --profile-time 1s");
    page = page();
  }

  private static void run(final Path jar, final String main, final String args)
      throws IOException, InterruptedException {
    run(List.of(ExitCode.OK), jar, main, args.split(" "));
  }

  private static void run(
      final List<Integer> exitCodes, final Path jar, final String main, final String... args)
      throws IOException, InterruptedException {
    final JarRun run = JarRun.of(folder, jar, main, args);
    assertThat(run.exitCode()).as(run.output()).isIn(exitCodes);
  }

  private static JsonNode result(final String kind) throws IOException {
    return MAPPER.readTree(folder.resolve(kind + ".json").toFile());
  }

  private static Chromium chromium() {
    final Optional<Chromium> found = Chromium.find(folder);
    assumeTrue(found.isPresent(), "no chromium on the path: pages are not looked at");
    return found.orElseThrow();
  }

  /**
   * All kinds on one page, the ladder with what a thorough one has besides, and with words in them
   * that would do harm as markup.
   */
  private static Path page() throws IOException, InterruptedException {
    final JsonNode load = result("load");
    ((ArrayNode) load.get("notes")).add(HOSTILE);
    final ObjectNode idle = (ObjectNode) load.at("/intervals/1");
    idle.put("ackedPerSec", 0).putNull("p50").putNull("p99").putNull("max");
    final ObjectNode earlier = (ObjectNode) load.at("/intervals/2");
    earlier.put("ackedPerSec", 0).put("p50", 0).put("p99", 0).put("max", 0);
    MAPPER.writeValue(folder.resolve("hostile.json").toFile(), load);
    final ObjectNode ladder = (ObjectNode) result("ladder");
    ladder.set("slicing", result("compare").get("config"));
    ladder.set("comparisons", result("compare").get("comparisons"));
    final ArrayNode profiles = ladder.putArray("profiles");
    final JsonNode own = result("bench").at("/profiles/0");
    profile(profiles, own.get("flamegraph").asText(), own.get("pprof").asText());
    profile(profiles, "javascript:alert(1)", "../load.json");
    MAPPER.writeValue(folder.resolve("thorough.json").toFile(), ladder);
    run(
        JarRun.LOADGEN,
        REPORT,
        "load.json hostile.json thorough.json compare.json bench.json -o page.html");
    return folder.resolve("page.html");
  }

  private static void profile(final ArrayNode profiles, final String page, final String pprof) {
    final ObjectNode profile = profiles.addObject();
    profile.put("engine", page).put("event", "cpu").put("requests", 1);
    profile.put("pprof", pprof).put("flamegraph", page).put("against", "coalesced");
    profile.put("diff", page).putArray("comments").add("engine: ctimer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"load", "ladder", "compare", "bench"})
  void shouldAgreeWithTheSchemaWhenAVerbWritesAResult(final String kind) throws IOException {
    try (InputStream schema = LoadResult.class.getResourceAsStream("result.schema.json")) {
      assertThat(
              JsonSchemaFactory.getInstance(
                      SpecVersion.VersionFlag.V202012, builder -> builder.metaSchema(WITH_UNITS))
                  .getSchema(schema)
                  .validate(result(kind)))
          .isEmpty();
    }
    assertThat(result(kind).get("kind").asText()).isEqualTo(kind);
  }

  @Test
  void shouldShowTheFiguresOfEveryKindInARealBrowser() throws IOException, InterruptedException {
    final Opened opened = chromium().open(page);

    assertThat(opened.console()).isEmpty();
    assertThat(opened.dom()).contains("data-done=\"yes\"").doesNotContain("data-errors=");
    final String shown = opened.dom().replaceAll("(?s)<script.*?</script>", "");
    assertThat(shown)
        .contains(String.format(Locale.ROOT, ">%,d<", result("load").at("/verify/acked").asLong()))
        .contains("response time")
        .contains("Loads compared")
        .containsPattern("<th scope=\"row\">p99&lt;1m</th><td>[0-9.]+ (ns|µs|ms|s)</td>")
        .containsPattern("(?s)(<td>0/s</td><td>[0-9,]+</td>(<td>–</td>){3}.*){2}")
        .contains("&lt;img src=x onerror=alert(1)&gt;")
        .contains(
            String.format(
                Locale.ROOT, ">%.3f<", result("compare").at("/comparisons/0/ratio").asDouble()))
        .contains("Each step against the engine it comes from")
        .contains(">b / a<")
        .contains("the loop owns the read buffer")
        .contains("Slice by slice")
        .contains("SubmitAckBenchmark.flyweights")
        .contains(" B/op<")
        .doesNotContain("NaN")
        .doesNotContain("undefined");
    checkLinks(shown);
  }

  /** Three of the ladder, whose other ones are no profiles, and four of a benchmark. */
  private static void checkLinks(final String shown) {
    final Matcher links = Pattern.compile("href=\"([^#\"]+)\"").matcher(shown.split("<main")[1]);
    assertThat(links.results().map(link -> folder.resolve(link.group(1))))
        .hasSize(7)
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }

  @Test
  void shouldProfileABenchmarkApartFromItsFigures() throws IOException {
    final JsonNode bench = result("bench");
    final Path pprof = folder.resolve(bench.at("/profiles/0/pprof").asText());

    assertThat(PprofFile.read(Files.readAllBytes(pprof)).anywhere(1, "io.framelab.codec."))
        .isPositive();
    assertThat(bench.get("jmh").toString()).doesNotContain("DebugNonSafepoints", "async");
  }

  @Test
  void shouldShowEveryResultThatWasKeptWhicheverVersionWroteIt()
      throws IOException, InterruptedException {
    final Chromium chromium = chromium();
    final List<String> args = new ArrayList<>(List.of("--out", "kept.html"));
    try (Stream<Path> files = Files.list(Path.of("results"))) {
      files
          .filter(file -> file.toString().endsWith(".json"))
          .forEach(file -> args.add(file.toAbsolutePath().toString()));
    }
    run(List.of(ExitCode.OK), JarRun.LOADGEN, REPORT, args.toArray(String[]::new));

    final Opened opened = chromium.open(folder.resolve("kept.html"));

    assertThat(opened.console()).isEmpty();
    assertThat(opened.dom()).contains("data-done=\"yes\"").doesNotContain("data-errors=");
  }

  @Test
  void shouldLetNothingOutWhenSomethingAsksForIt() throws IOException, InterruptedException {
    final Chromium chromium = chromium();
    final String html = Files.readString(page);
    try (ServerSocket world = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
      world.setSoTimeout(1_000);
      final String address = "http://127.0.0.1:" + world.getLocalPort() + "/";
      final String asking =
          html.replace(
              "<noscript>",
              "<img src=\"%s\"><script src=\"%s\"></script><script>fetch('%s')</script><noscript>"
                  .formatted(address, address, address));
      final Path open =
          Files.writeString(folder.resolve("open.html"), asking.replaceFirst(POLICY, ""));
      final Path closed = Files.writeString(folder.resolve("closed.html"), asking);

      assertThat(chromium.open(closed).dom()).contains("data-errors=\"").contains("data-done");
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(world::accept);
      // What is not let in would otherwise get through: the browser does ask.
      new Thread(() -> answer(world), "world").start();
      chromium.open(open);
      assertThat(asked).isPositive();
    }
  }

  private static volatile int asked;

  private static void answer(final ServerSocket world) {
    try {
      while (true) {
        world.setSoTimeout(0);
        world.accept().close();
        asked++;
      }
    } catch (final IOException e) {
      // Closed: the test is over.
    }
  }

  @Test
  void shouldNeedNoSidewaysScrollingOnAPhoneOrADesktop() throws IOException, InterruptedException {
    final Chromium chromium = chromium();
    final String measure =
        """
        <script>addEventListener('load', () => {
          const {scrollWidth, clientWidth} = document.documentElement;
          parent.postMessage((scrollWidth > clientWidth ? 'too wide for ' : 'fits ') + innerWidth, '*');
        })</script></body>""";
    final String measured =
        Files.readString(page).replaceFirst(POLICY, "").replace("</body>", measure);
    Files.writeString(folder.resolve("measured.html"), measured);
    final StringBuilder frames = new StringBuilder();
    final List<String> expected = new ArrayList<>();
    for (final int width : new int[] {360, 768, 1280, 1600}) {
      frames.append(
          "<iframe style='width:%dpx;border:0' src='measured.html'></iframe>".formatted(width));
      expected.add("[fits " + width + "]");
    }
    final Path harness =
        Files.writeString(
            folder.resolve("harness.html"),
            "<script>addEventListener('message', (event) =>"
                + " document.body.append('[' + event.data + ']'))</script><body>"
                + frames);

    assertThat(chromium.open(harness).dom()).contains(expected);
  }
}
