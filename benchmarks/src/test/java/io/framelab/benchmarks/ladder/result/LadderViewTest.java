package io.framelab.benchmarks.ladder.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.output.Progress;
import io.framelab.benchmarks.output.TimeLeft;
import io.framelab.benchmarks.process.Rung;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LadderViewTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void shouldGrowATableWhenRunsEnd() {
    final LadderView view = view(false);

    Ladders.RESULT.runs().subList(0, 3).forEach(view::runEnded);

    assertThat(text(out))
        .isEqualTo(
            """
            server      round      acks/s  CPU ns/request  syscalls/request  heap B/request      p50      p99
            unbuffered      1     100,000          12,000             0.040            40.0  2.00 ms  9.00 ms
            buffered        1     300,000           1,000             0.040            40.0  2.00 ms  9.00 ms
            c               1   5,000,000              50                 –               –  2.00 ms  9.00 ms
            """);
  }

  @Test
  void shouldSayWhatEachStepBroughtWhenTheLadderHasEnded() {
    view(false).ended(Ladders.RESULT);

    assertThat(text(out))
        .isEqualTo(
            """

            server               acks/s        over      times  CPU ns/request
            unbuffered  100,000–110,000           –          –   11,000–12,000
            buffered    300,000–400,000  unbuffered  3.00–3.64       900–1,000
            c                5,000,000*           –          –              50
            * the load generator used nearly all the CPU that it could have: the server may be able to do more

            server      syscalls/request  frames/read  frames/flush  heap B/request  GCs  RSS MiB
            unbuffered             0.040      1.0–2.0          20.0            40.0    3      100
            buffered               0.040      1.0–2.0          20.0            40.0    3      100
            c                          –            –             –               –    –        –

            System calls are counted by perf stat in a slice of the same load after the measured window, because counting costs CPU time.
            System calls are not counted: perf not found

            buffered: 3.00–3.64 times the acks/s of unbuffered, by this change: buffered streams
            """);
  }

  @Test
  void shouldPrintPlainLinesWhenNobodyWatches() {
    final LadderView view = view(false);

    view.runBegins(rung("buffered"), 2, 2, new TimeLeft(1, 5_000_000_000L));
    view.close();

    assertThat(text(err)).isEqualTo("round 2 of 2, engine buffered, about 8 s left\n");
  }

  @Test
  void shouldRewriteOneLineWhenATerminalWatches() {
    final LadderView view = view(true);

    view.runBegins(rung("buffered"), 1, 2, new TimeLeft(4, 5_000_000_000L));
    view.close();

    assertThat(text(err))
        .isEqualTo("\r\u001b[Kround 1 of 2, engine buffered, about 29 s left\r\u001b[K");
  }

  private LadderView view(final boolean terminal) {
    final List<Rung> rungs =
        Stream.of("unbuffered", "buffered", "c").map(LadderViewTest::rung).toList();
    return new LadderView(stream(out), new Progress(stream(err), terminal), rungs);
  }

  private static Rung rung(final String name) {
    return new Rung(name, null, null, List.of(), true);
  }

  private static PrintStream stream(final ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(final ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }
}
