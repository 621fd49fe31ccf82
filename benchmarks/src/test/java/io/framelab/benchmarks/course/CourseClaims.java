package io.framelab.benchmarks.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.benchmarks.course.CoursePage.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What docs/PROFILING.md claims of each output that it shows, and which part of it. For one walk
 * through the page.
 */
final class CourseClaims {
  /** So says a profile of itself where the kernel lets itself be watched. */
  private static final String KERNEL_IS_SEEN = "engine: perf_events";

  private static final String KERNEL = "do_syscall_64|entry_SYSCALL|el0t?_|invoke_syscall";
  private static final String CALL = " _*(GI_|libc_)?(read|write)$";
  private static final int EARLY = 30;
  private static final String OURS = "io\\.framelab\\.";

  /** What an output has to be like. */
  @FunctionalInterface
  private interface Check {
    void of(String printed) throws IOException, InterruptedException;
  }

  /** Which part of an output the page shows. */
  @FunctionalInterface
  private interface Part {
    String of(String printed) throws IOException, InterruptedException;
  }

  private record Claim(Check check, Part part) {}

  private final Terminals terminals;
  private final Map<String, Claim> claims = new TreeMap<>();

  /** Of commands whose output the page does not show, by how they begin or what they write. */
  private final Map<String, Check> silent = new TreeMap<>();

  private final Set<String> unchecked = new TreeSet<>();

  CourseClaims(final Terminals terminals) {
    this.terminals = terminals;
    claimTime();
    claimMemory();
    claimPages();
    unchecked.addAll(claims.keySet());
    unchecked.addAll(silent.keySet());
  }

  private void claimTime() {
    claim(
        "unbuffered-top",
        printed -> {
          assertThat(printed).contains("File: framelab-server\n", "Type: cpu\n");
          assertThat(printed).contains("pprof.framelab-server.samples.cpu.001.pb.gz");
          assertThat(printed).containsPattern(OURS + "server\\.blocking\\.");
          if (printed.contains(KERNEL_IS_SEEN)) {
            assertThat(printed).containsPattern(KERNEL);
            assertThat(Excerpt.rows(printed).get(0)).doesNotContainPattern(OURS);
          }
        },
        printed -> Excerpt.top(printed, 8, ""));
    claim(
        "unbuffered-cum",
        printed -> {
          assertAmong(EARLY, printed, "BlockingConnection\\.readFrames");
          assertAmong(EARLY, printed, "AckWriter\\.write$");
        },
        printed -> Excerpt.top(printed, 12, OURS + "|SocketDispatcher\\.write0|_write$|" + KERNEL));
    claim(
        "unbuffered-calls",
        printed -> {
          if (printed.contains(KERNEL_IS_SEEN)) {
            assertAmong(1, printed, CALL);
          }
        },
        printed -> Excerpt.top(printed, 4, ""));
    claim(
        "unbuffered-shell",
        printed -> {
          assertThat(printed).contains("Showing top 3 nodes out of");
          assertThat(printed)
              .containsPattern("ROUTINE =+ " + OURS + "server\\.blocking\\.AckWriter\\.write in ")
              .containsPattern("\\d+m?s +\\d+: .*out\\.write\\(frame, 0");
          assertThat(Files.readString(terminals.graph())).contains("digraph", "io.framelab.");
        },
        printed ->
            Excerpt.top(printed, 3, "") + "\n\n" + Excerpt.list(printed, "AckWriter.write in"));
  }

  private void claimMemory() {
    claim(
        "buffered-top",
        printed -> {
          assertThat(printed).contains("Type: alloc_space\n");
          assertAmong(2, printed, "FrameBytes\\.<init>$");
        },
        printed -> Excerpt.top(printed, 5, ""));
    claim(
        "buffered-list",
        printed ->
            assertThat(printed).containsPattern("\\d[kMG]B +\\d+: .*new byte\\[.*INITIAL_BYTES"),
        printed -> Excerpt.list(printed, "FrameBytes.<init>"));
    claim(
        "buffered-objects",
        printed -> {
          assertThat(printed).contains("Type: alloc_objects\n");
          assertThat(printed).contains("FrameBytes.<init>");
        },
        printed -> Excerpt.top(printed, 3, ""));
    claim(
        "buffered-tags",
        printed -> assertThat(printed).containsPattern("class: Total .*\n.* byte\\[\\]"),
        printed -> lines(printed, 3));
    claim(
        "pooled-diff",
        printed -> assertAmong(2, printed, "^ *-\\d.*FrameBytes\\.<init>$"),
        printed -> Excerpt.top(printed, 5, ""));
    claim(
        "leak-diff",
        printed -> {
          assertThat(printed).contains("Type: inuse_space\n");
          assertAmong(1, printed, "^ *\\d.* Leak\\.copied$");
        },
        printed -> Excerpt.top(printed, 4, ""));
    claim(
        "leak-list",
        printed -> assertThat(printed).containsPattern("\\d[kM]B +\\d+: .*= new byte\\["),
        printed -> Excerpt.list(printed, "Leak.copied"));
  }

  private void claimPages() {
    silent.put("flamegraph.html", none -> assertFlames("flamegraph.html", ", "));
    silent.put("diff.html", none -> assertFlames("diff.html", "red has become more"));
    silent.put(
        "-http=",
        none -> {
          for (final String path : List.of("top", "flamegraph", "peek?f=AckWriter")) {
            assertThat(terminals.page("/ui/" + path)).as(path).contains("AckWriter.write");
          }
          assertThat(terminals.page("/ui/source?f=AckWriter.write")).contains("out.write(frame, 0");
        });
    silent.put(
        "moments/*-threads/why.txt",
        printed ->
            assertThat(printed)
                .startsWith("threads>1 in 3 readings: ")
                .contains("\nthreads.txt: ", "\nprofile.pb.gz: cpu", "\nhistogram.txt: "));
    silent.put(
        "moments/*-threads/profile.pb.gz",
        printed -> assertThat(printed).contains("File: framelab-server\n", "Type: cpu\n"));
    claim(
        "threads",
        printed -> {
          assertThat(printed).contains("Type: goroutine\n");
          assertThat(printed).containsPattern(OURS);
        },
        printed -> Excerpt.top(printed, 3, ""));
    claim(
        "trace",
        printed -> assertThat(printed).contains("jdk.ExecutionSample", "jdk.GCHeapSummary"),
        printed ->
            matching(
                printed,
                "Duration:|Event Type|jdk\\.(ExecutionSample|NativeMethodSample|ThreadCPULoad|GCHeapSummary) "));
    claim(
        "machine",
        printed -> assertThat(printed).contains("-XX:+DebugNonSafepoints", "--pprof"),
        printed ->
            Excerpt.machine(
                printed,
                lines(terminals.enter(printed.split("\0")[0] + " --version", ""), 1),
                lines(terminals.enter("go version", ""), 1)));
  }

  private void assertFlames(final String name, final String title) throws IOException {
    assertThat(Files.readString(terminals.file(name)))
        .startsWith("<!DOCTYPE html>")
        .contains("<h1>", title, "framelab");
  }

  /** What a command printed is as the page claims, if it claims anything. */
  void check(final Step step, final String printed) throws IOException, InterruptedException {
    if (!step.name().isEmpty()) {
      assertThat(claims).containsKey(step.name());
      unchecked.remove(step.name());
      claims.get(step.name()).check.of(printed);
    }
    for (final Map.Entry<String, Check> each : silent.entrySet()) {
      if (step.command().contains(each.getKey())) {
        unchecked.remove(each.getKey());
        each.getValue().of(printed);
      }
    }
  }

  /** The part of it that the page shows. */
  String excerpt(final String name, final String printed) throws IOException, InterruptedException {
    return claims.get(name).part.of(printed);
  }

  /** Claims that no command has been checked for yet. */
  Set<String> unchecked() {
    return unchecked;
  }

  private void claim(final String name, final Check check, final Part part) {
    claims.put(name, new Claim(check, part));
  }

  private static String lines(final String printed, final int count) {
    return String.join("\n", printed.lines().filter(line -> !line.isBlank()).limit(count).toList());
  }

  private static String matching(final String printed, final String words) {
    final Pattern wanted = Pattern.compile(words);
    return String.join("\n", printed.lines().filter(wanted.asPredicate()).toList());
  }

  /** Among so many rows from the top. */
  private static void assertAmong(final int count, final String printed, final String words) {
    final List<String> rows = Excerpt.rows(printed);
    assertThat(rows.subList(0, Math.min(count, rows.size())))
        .as(printed)
        .anySatisfy(row -> assertThat(row).containsPattern(words));
  }
}
