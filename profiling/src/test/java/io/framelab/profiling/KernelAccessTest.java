package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelAccessTest {
  private static final String NONE = "0000000000000000";
  private static final String SHOWN = "ffffffff81000000";
  private static final String PERFMON = "0000004000000000";
  private static final String SYS_ADMIN = "0000000000200000";

  @TempDir private Path proc;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1  | 0 | " + NONE + "      | " + SHOWN + " | perf | yes",
        "-1 | 0 | " + NONE + "      | " + SHOWN + " | perf | yes",
        "2  | 0 | " + PERFMON + "   | " + SHOWN + " | perf | yes",
        "4  | 2 | " + SYS_ADMIN + " | " + SHOWN + " | perf | yes",
        "1  | 1 | " + NONE + "      | " + NONE + "  | perf | kernel.kptr_restrict=0",
        "2  | 0 | " + PERFMON + "   | " + NONE + "  | perf | kernel.perf_event_paranoid=1",
        "2  | 0 | " + NONE + "      | " + NONE + "  | ctimer | kernel.perf_event_paranoid=1",
        "2  | 0 | " + NONE + "      | " + SHOWN + " | ctimer | kernel.perf_event_paranoid=1",
        "3  | 1 | "
            + NONE
            + "      | "
            + NONE
            + "  | ctimer | kernel.perf_event_paranoid=1 kernel.kptr_restrict=0",
      })
  void shouldTellTheEngineAndWhatWouldAllowFramesOfTheKernel(
      final String paranoid,
      final String kptrRestrict,
      final String capabilities,
      final String address,
      final String engine,
      final String frames)
      throws IOException {
    write("sys/kernel/perf_event_paranoid", paranoid);
    write("sys/kernel/kptr_restrict", kptrRestrict);
    write("self/status", "Name:\tjava\nCapEff:\t" + capabilities + "\nSeccomp:\t0\n");
    write("kallsyms", address + " T startup_64\n" + address + " T _stext");
    final KernelAccess kernel = KernelAccess.read(proc);
    assertThat(kernel.engine()).startsWith(engine).doesNotContain("container");
    if (frames.equals("yes")) {
      assertThat(kernel.frames()).isEqualTo("yes");
    } else {
      assertThat(kernel.frames())
          .startsWith("no: kernel.")
          .contains("to allow them: sysctl " + frames + ", or ");
    }
  }

  @Test
  void shouldLeaveADoubtWhenSystemCallsAreFiltered() throws IOException {
    write("sys/kernel/perf_event_paranoid", "1");
    write("self/status", "CapEff:\t" + NONE + "\nSeccomp:\t2\n");
    write("kallsyms", SHOWN + " T _stext");
    final KernelAccess kernel = KernelAccess.read(proc);
    assertThat(kernel.engine()).endsWith("or ctimer if this container forbids them");
    assertThat(kernel.frames()).isEqualTo("yes, unless this container forbids perf events");
  }

  @Test
  void shouldSayNoWhenTheSystemTellsNothing() {
    final KernelAccess kernel = KernelAccess.read(proc.resolve("none"));
    assertThat(kernel.engine()).isEqualTo("timers: this system has no perf events");
    assertThat(kernel.frames()).isEqualTo("no: this system does not tell");
  }

  private void write(final String file, final String text) throws IOException {
    final Path path = proc.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text + "\n");
  }
}
