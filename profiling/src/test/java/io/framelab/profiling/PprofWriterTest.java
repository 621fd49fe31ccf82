package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.profiling.Frame.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PprofWriterTest {
  private static final Frame LEAF =
      new Frame("a.Worker$Inner.work", "a/Worker.java", 70_123, Origin.JAVA);
  private static final Frame ROOT = new Frame("a.Worker.main", "a/Worker.java", 7, Origin.JAVA);
  private static final Frame WRITE = new Frame("__libc_write", "", 0, Origin.NATIVE);
  private static final Frame SYSCALL = new Frame("vfs_write_[k]", "", 0, Origin.KERNEL);

  @Test
  void shouldSayWhatItsValuesAreAsGoDoesWhenItIsACpuProfile() throws Exception {
    final PprofFile file = written(new ProfileBuilder(ProfileEvent.CPU, "framelab-server"));
    assertThat(file.sampleTypes()).containsExactly("samples/count", "cpu/nanoseconds");
    assertThat(file.periodType()).isEqualTo("cpu/nanoseconds");
    assertThat(file.period()).isEqualTo(10_000_000);
    assertThat(file.defaultSampleType()).isEmpty();
    assertThat(file.strings().get(0)).isEmpty();
  }

  @Test
  void shouldHaveTheFourTypesOfGoWhenItIsAboutMemory() throws Exception {
    for (final ProfileEvent event : List.of(ProfileEvent.ALLOCS, ProfileEvent.HEAP)) {
      final PprofFile file = written(new ProfileBuilder(event, "framelab-server"));
      assertThat(file.sampleTypes())
          .containsExactly(
              "alloc_objects/count",
              "alloc_space/bytes",
              "inuse_objects/count",
              "inuse_space/bytes");
      assertThat(file.periodType()).isEqualTo("space/bytes");
      assertThat(file.period()).isEqualTo(524_288);
      assertThat(file.defaultSampleType())
          .isEqualTo(event == ProfileEvent.ALLOCS ? "alloc_space" : "");
    }
  }

  @Test
  void shouldNameFunctionFileLineAndMappingOfEveryFrame() throws Exception {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.CPU, "framelab-server");
    profile.add(List.of(SYSCALL, WRITE, LEAF, ROOT), "", 1, 10_000_000);
    assertThat(written(profile).samples().get(0).frames())
        .containsExactly(
            "vfs_write_[k] :0 [kernel]",
            "__libc_write :0 [native]",
            "a.Worker$Inner.work a/Worker.java:70123 framelab-server",
            "a.Worker.main a/Worker.java:7 framelab-server");
  }

  @Test
  void shouldNotMakeTheToolAskForSymbolsWhenItHasThem() throws Exception {
    assertThat(written(new ProfileBuilder(ProfileEvent.CPU, "framelab-server")).mappings())
        .isEqualTo(
            Map.of(
                1L, "framelab-server functions files lines",
                2L, "[native] functions",
                3L, "[kernel] functions"));
  }

  @Test
  void shouldAddUpWhenAStackComesAgain() throws Exception {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.CPU, "p");
    profile.add(List.of(LEAF, ROOT), "", 2, 20_000_000);
    profile.add(List.of(ROOT), "", 1, 10_000_000);
    profile.add(List.of(LEAF, ROOT), "", 3, 30_000_000);
    final PprofFile file = written(profile);
    assertThat(file.samples()).hasSize(2);
    assertThat(file.samples().get(0).values()).containsExactly(5L, 50_000_000L);
    assertThat(file.total(0, "a.Worker.main")).isEqualTo(1);
  }

  @Test
  void shouldLabelTheClassAndAddNoFrameWhenAnObjectWasAllocated() throws Exception {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.ALLOCS, "p");
    profile.add(List.of(LEAF), "byte[]", 4, 4096, 0, 0);
    profile.add(List.of(LEAF), "int[]", 1, 16, 0, 0);
    final PprofFile file = written(profile);
    assertThat(file.samples()).extracting(PprofFile.Sample::frames).allMatch(f -> f.size() == 1);
    assertThat(file.samples())
        .extracting(PprofFile.Sample::labels)
        .containsExactly(Map.of("class", "byte[]"), Map.of("class", "int[]"));
  }

  @Test
  void shouldKeepTimeAndComments() throws Exception {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.BLOCK, "p");
    profile.setTime(1_763_752_991_000_000_000L, 5_000_000_000L);
    profile.comment("one");
    profile.comment("two");
    final PprofFile file = written(profile);
    assertThat(file.startedAtNs()).isEqualTo(1_763_752_991_000_000_000L);
    assertThat(file.durationNs()).isEqualTo(5_000_000_000L);
    assertThat(file.comments()).containsExactly("one", "two");
    assertThat(file.sampleTypes()).containsExactly("contentions/count", "delay/nanoseconds");
  }

  private static PprofFile written(final ProfileBuilder profile) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    PprofWriter.write(profile, out);
    return PprofFile.read(out.toByteArray());
  }
}
