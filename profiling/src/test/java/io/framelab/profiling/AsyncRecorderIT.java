package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** async-profiler itself, each time in a JVM of its own. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AsyncRecorderIT {
  private static final List<String> FLAGS =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");
  private static final String FILE = " io/framelab/profiling/BusyMain.java:";

  @TempDir private Path folder;

  @Test
  void shouldFindTheMethodThatBurnsAndPrintNothing() throws Exception {
    final Path out = folder.resolve("profile.pb.gz");
    final Child child = Child.run(BusyMain.class, FLAGS, "cpu", out.toString());
    final PprofFile profile = PprofFile.read(Files.readAllBytes(out));
    assertThat(profile.total(0, "io.framelab.profiling.BusyMain.burnHere" + FILE)).isPositive();
    assertThat(profile.comments()).anyMatch(comment -> comment.startsWith("engine: "));
    assertThat(profile.comments()).noneMatch(comment -> comment.contains("inlined methods"));
    assertThat(child.stdout()).isEmpty();
    assertThat(child.stderr()).isEmpty();
  }

  @Test
  void shouldSeeTheKernelWhenPerfEventsAreAllowed() throws Exception {
    final Path out = folder.resolve("profile.pb.gz");
    Child.run(BusyMain.class, FLAGS, "cpu", out.toString());
    final PprofFile profile = PprofFile.read(Files.readAllBytes(out));
    assertForeseen(profile, out);
    assumeTrue(
        profile.comments().contains("engine: perf_events"), () -> "here: " + profile.comments());
    assertThat(profile.samples())
        .anyMatch(sample -> sample.frames().stream().anyMatch(f -> f.endsWith(" [kernel]")))
        .anyMatch(sample -> sample.frames().stream().anyMatch(f -> f.endsWith(" [native]")));
  }

  @Test
  void shouldSayWhyThereAreNoKernelFramesWhenPerfEventsAreForbidden() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give up its rights");
    final Path out = folder.resolve("profile.pb.gz");
    final List<String> powerless = List.of("setpriv", "--inh-caps=-all", "--bounding-set=-all");
    final Child child = Child.run(powerless, BusyMain.class, FLAGS, "cpu", out.toString());
    final PprofFile profile = PprofFile.read(Files.readAllBytes(out));
    assertForeseen(profile, out);
    assumeTrue(
        !profile.comments().contains("engine: perf_events"), "everybody may use perf events here");
    assertThat(profile.comments())
        .contains("engine: ctimer")
        .anyMatch(comment -> comment.startsWith("no kernel frames: "));
    assertThat(profile.total(0, "io.framelab.profiling.BusyMain.burnHere" + FILE)).isPositive();
    assertThat(child.stdout()).isEmpty();
  }

  @Test
  void shouldFindWhatWasAllocatedAndWhatOfItIsAlive() throws Exception {
    final Path out = folder.resolve("profile.pb.gz");
    Child.run(BusyMain.class, FLAGS, "heap", out.toString());
    final PprofFile profile = PprofFile.read(Files.readAllBytes(out));
    final String kept = "io.framelab.profiling.BusyMain.keepHere" + FILE;
    final String dropped = "io.framelab.profiling.BusyMain.dropHere" + FILE;
    assertThat(profile.total(1, kept)).isPositive();
    assertThat(profile.total(3, kept)).isPositive();
    assertThat(profile.total(1, dropped)).isPositive();
    assertThat(profile.total(3, dropped)).isLessThan(profile.total(1, dropped));
  }

  @Test
  void shouldSurviveManyRestartsUnderAllocation() throws Exception {
    final Child child = Child.run(BusyMain.class, FLAGS, "restarts", "50");
    assertThat(child.stdout()).isEmpty();
    assertThat(child.stderr()).isEmpty();
  }

  /** What was said of the processor and of the kernel's frames before anything was recorded. */
  private static void assertForeseen(final PprofFile profile, final Path out) throws Exception {
    if (KernelAccess.read(Path.of("/proc")).isFiltered()) {
      return;
    }
    final List<String> facts = Files.readAllLines(Path.of(out + ".facts"));
    assertThat(facts.get(0)).endsWith("; expected, async-profiler was not asked for yet");
    assertThat(facts.get(0))
        .as(() -> profile.comments().toString())
        .startsWith(
            profile.comments().contains("engine: perf_events") ? "perf events;" : "ctimer, ");
    assertThat(facts.get(1).equals("yes"))
        .as("%s and %s", facts, profile.comments())
        .isEqualTo(profile.comments().stream().noneMatch(c -> c.startsWith("no kernel frames")));
  }
}
