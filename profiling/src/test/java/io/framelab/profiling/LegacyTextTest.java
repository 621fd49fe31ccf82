package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framelab.profiling.Frame.Origin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class LegacyTextTest {
  private static final Frame ROOT = new Frame("a.B.run", "a/B.java", 7, Origin.JAVA);
  private static final Frame LEAK = new Frame("a.B.leak", "a/B.java", 8, Origin.JAVA);
  private static final Frame WRITE = new Frame("vfs_write", "", 0, Origin.KERNEL);

  @TempDir private Path folder;

  @Test
  void shouldShowMemoryAsGoDoesWithWhatIsInUseFirst() {
    assertThat(LegacyText.of(memory()))
        .isEqualTo(
            """
            heap profile: 3: 3000 [14: 7000] @ heap/2
            3: 3000 [5: 5000] @ 0x1 0x2
            # labels: {"class":"byte[]"}
            #\t0x1\ta.B.leak+0x0\ta/B.java:8
            #\t0x2\ta.B.run+0x0\ta/B.java:7

            0: 0 [8: 1500] @ 0x2
            #\t0x2\ta.B.run+0x0\ta/B.java:7

            0: 0 [1: 500] @ 0x3 0x2
            #\t0x3\tvfs_write+0x0\t:0
            #\t0x2\ta.B.run+0x0\ta/B.java:7

            # recorded 5 s
            """);
  }

  @Test
  void shouldNotLookLikeAProfileOfOneKindOnlyWhenEverythingIsInUse() {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.HEAP, "p");
    profile.add(List.of(ROOT), "", 2, 100, 2, 100);
    assertThat(LegacyText.of(profile)).startsWith("heap profile: 2: 100 [2: 101] @ heap/2\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCK", "MUTEX"})
  void shouldShowWaitsAsGoDoesWithTheLongestFirst(final ProfileEvent event) {
    assertThat(LegacyText.of(waits(event)))
        .isEqualTo(
            (event == ProfileEvent.BLOCK
                    ? "--- contention:\ncycles/second=1000000000\n"
                    : "--- mutex:\ncycles/second=1000000000\nsampling period=1\n")
                + """
                9000 2 @ 0x1
                #\t0x1\ta.B.run+0x0\ta/B.java:7

                700 5 @ 0x2 0x1
                #\t0x2\ta.B.leak+0x0\ta/B.java:8
                #\t0x1\ta.B.run+0x0\ta/B.java:7

                """);
  }

  @Test
  void shouldRefuseWhatGoHasNoTextFor() {
    assertThatThrownBy(() -> LegacyText.of(new ProfileBuilder(ProfileEvent.CPU, "p")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Names are comments for it; the values are all there, and none is scaled. */
  @Test
  @Tag("once")
  void shouldBeReadByTheToolOfGo() throws Exception {
    assertThat(raw(LegacyText.of(memory())))
        .contains("alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes")
        .containsPattern("\\n +5 +5000 +3 +3000: 1 2 *\\n")
        .containsPattern("\\n +8 +1500 +0 +0: 2 *\\n");
    assertThat(raw(LegacyText.of(waits(ProfileEvent.MUTEX))))
        .contains("contentions/count delay/nanoseconds")
        .containsPattern("\\n +2 +9000: 1 *\\n")
        .containsPattern("\\n +5 +700: 2 1 *\\n");
  }

  private String raw(final String text) throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(path -> Files.isExecutable(Path.of(path, "go"))),
        "there is no go here");
    final Path file = Files.writeString(folder.resolve("profile.txt"), text);
    final Path out = folder.resolve("raw.txt");
    final ProcessBuilder builder =
        new ProcessBuilder("go", "tool", "pprof", "-symbolize=none", "-raw", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("PPROF_TMPDIR", folder.toString());
    final Process tool = builder.start();
    try {
      assertThat(tool.waitFor(30, TimeUnit.SECONDS)).as("it ends").isTrue();
    } finally {
      tool.destroyForcibly();
    }
    final String printed = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(tool.exitValue()).as(printed).isZero();
    return printed;
  }

  private static ProfileBuilder memory() {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.HEAP, "p");
    profile.add(List.of(WRITE, ROOT), "", 1, 500, 0, 0);
    profile.add(List.of(LEAK, ROOT), "byte[]", 5, 5000, 3, 3000);
    profile.add(List.of(ROOT), "", 8, 1500, 0, 0);
    profile.comment("recorded 5 s");
    return profile;
  }

  private static ProfileBuilder waits(final ProfileEvent event) {
    final ProfileBuilder profile = new ProfileBuilder(event, "p");
    profile.add(List.of(LEAK, ROOT), "", 5, 700);
    profile.add(List.of(ROOT), "", 2, 9000);
    return profile;
  }
}
