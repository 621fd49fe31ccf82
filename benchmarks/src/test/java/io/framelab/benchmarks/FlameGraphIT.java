package io.framelab.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framelab.benchmarks.Chromium.Opened;
import io.framelab.codec.Once;
import io.framelab.profiling.ProfileDesk;
import io.framelab.server.admin.PprofServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Flame graphs of methods whose share is known, drawn by a real browser. */
@Once
@Timeout(120)
class FlameGraphIT {
  private static final Pattern ADDRESS = Pattern.compile("[\\w+]*:?//[\\w.-]+\\.\\w+[^\\s'\"<>)]*");

  /** What is drawn, by colour, and of which methods; the page's own variables are in reach. */
  private static final String LOOK =
      """
      <script>
        const {width, height} = document.getElementById('canvas');
        const pixels = document.getElementById('canvas').getContext('2d').getImageData(0, 0, width, height).data;
        const seen = {green: 0, red: 0, blue: 0};
        for (let i = 0; i < pixels.length; i += 4) {
          const [r, g, b] = pixels.slice(i, i + 3);
          if (g > r + 40 && g > b + 40) seen.green++;
          if (r === 255 && g === b && g < 225) seen.red++;
          if (b === 255 && r === g && r < 225) seen.blue++;
        }
        const colour = (name) => levels.flat().filter((frame) => frame.title.includes(name))
          .sort((a, b) => b.width - a.width)[0]?.color;
        document.body.append(`[seen green=${seen.green} red=${seen.red} blue=${seen.blue}]`,
          `[one ${colour('FlameGraphIT.burnOne')}][other ${colour('FlameGraphIT.burnOther')}]`);
      </script>
      """;

  /** So many pixels, at the least, has a frame of a tenth of the page. */
  private static final int FRAME = 1_000;

  @TempDir private static Path folder;
  private static String graph;
  private static String diff;

  /** Of ten turns, this many burn in one method, and the others in the other. */
  private static volatile int turnsOfOne = 8;

  private static volatile boolean isOver;
  private static volatile long sink;

  @BeforeAll
  static void record() throws Exception {
    final Thread worker = new Thread(FlameGraphIT::work, "worker");
    worker.start();
    final InetSocketAddress anywhere = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (ProfileDesk desk = new ProfileDesk("test");
        PprofServer server = PprofServer.start(anywhere, desk)) {
      graph = page(server, "flamegraph");
      turnsOfOne = 2;
      diff = page(server, "diff");
    } finally {
      isOver = true;
      worker.join();
    }
  }

  private static String page(final PprofServer server, final String name)
      throws IOException, InterruptedException {
    final URI uri =
        URI.create(
            "http://127.0.0.1:%d/debug/pprof/%s?event=cpu&seconds=1"
                .formatted(server.address().getPort(), name));
    final HttpResponse<String> response =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }

  private static void work() {
    while (!isOver) {
      for (int turn = 0; turn < 10; turn++) {
        if (turn < turnsOfOne) {
          burnOne();
        } else {
          burnOther();
        }
      }
    }
  }

  private static void burnOne() {
    long sum = sink;
    for (int i = 0; i < 1_000_000; i++) {
      sum = sum * 31 + i;
    }
    sink = sum;
  }

  private static void burnOther() {
    long sum = sink;
    for (int i = 0; i < 1_000_000; i++) {
      sum = sum * 37 + i;
    }
    sink = sum;
  }

  @Test
  void shouldNameNoPlaceToLoadAnythingFrom() {
    for (final String page : List.of(graph, diff)) {
      assertThat(ADDRESS.matcher(page).results().map(found -> found.group()).distinct())
          .containsExactlyInAnyOrder(
              "http://www.w3.org/2000/svg", "https://github.com/async-profiler/async-profiler");
      assertThat(page)
          .contains("<a href='https://github.com/async-profiler/async-profiler'>")
          .doesNotContainPattern("(?i)<(link|img|iframe|object|embed)|\\bsrc\\s*=|@import|url\\(")
          .doesNotContain("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "import(");
    }
  }

  @Test
  void shouldBeDrawnByABrowser() throws Exception {
    final Opened opened = opened(graph);
    assertThat(opened.dom()).containsPattern("\\[one #\\w+]\\[other #\\w+]");
    assertThat(seen("green", opened)).isGreaterThan(FRAME);
    assertThat(seen("red", opened)).isLessThan(FRAME);
    assertThat(seen("blue", opened)).isLessThan(FRAME);
  }

  @Test
  void shouldBeDrawnInBothColoursWhenOneMethodTakesWhatTheOtherHad() throws Exception {
    final Opened opened = opened(diff);
    assertThat(opened.dom())
        .containsPattern("\\[one rgb\\((\\d+),\\1,255\\)]\\[other rgb\\(255,(\\d+),\\2\\)]");
    assertThat(seen("red", opened)).isGreaterThan(FRAME);
    assertThat(seen("blue", opened)).isGreaterThan(FRAME);
  }

  private static Opened opened(final String page) throws IOException, InterruptedException {
    final Optional<Chromium> chromium = Chromium.find(folder);
    assumeTrue(chromium.isPresent(), "no chromium on the path: flame graphs are not looked at");
    final Path file = Files.createTempFile(folder, "flame", ".html");
    Files.writeString(file, page + LOOK);
    final Opened opened = chromium.orElseThrow().open(file);
    assertThat(opened.console()).isEmpty();
    return opened;
  }

  private static int seen(final String colour, final Opened opened) {
    final Matcher seen = Pattern.compile("\\[seen .*?" + colour + "=(\\d+)").matcher(opened.dom());
    assertThat(seen.find()).as("the script has looked").isTrue();
    return Integer.parseInt(seen.group(1));
  }
}
