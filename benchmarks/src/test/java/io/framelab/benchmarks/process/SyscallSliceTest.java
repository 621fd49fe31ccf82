package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of perf, and what of its answers; the programs are stand-ins for it. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class SyscallSliceTest {
  @TempDir private Path folder;
  private final LiveProcesses processes = new LiveProcesses();
  private final AtomicLong acked = new AtomicLong();

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  void shouldCountBetweenItsOrdersWhenPerfCan() throws IOException {
    final SyscallSlice slice =
        count(
            """
            trap 'echo "Events enabled" >&2; echo "42,,raw_syscalls:sys_enter,300,100.00,," >&2; exit 0' INT
            echo "$@" >"$0.args"
            read order; echo "$order" >"$0.orders"; echo ack
            read order; echo "$order" >>"$0.orders"; sleep 0.2; printf '\\0ack\\n'
            read order; echo "$order" >>"$0.orders"; printf '\\0ack\\n'
            while :; do sleep 0.01; done
            """);

    assertThat(slice.calls()).isEqualTo(42);
    assertThat(slice.requests())
        .as("those of the slice, not of the time around it")
        .isBetween(1L, 999L);
    assertThat(slice.perRequest()).isEqualTo(42.0 / slice.requests());
    assertThat(folder.resolve("perf.args")).content().contains(" -p 11,12");
    assertThat(folder.resolve("perf.orders")).hasContent("disable\nenable\ndisable");
  }

  @Test
  void shouldGiveTheReasonWhenPerfMayNotCount() throws IOException {
    final SyscallSlice slice =
        count(
            """
            printf "event syntax error: 'raw_syscalls:sys_enter'\\n  ___ cannot\\n\\n" >&2
            printf 'Error:\\tNo permissions to read /sys/kernel/tracing\\nHint: try root\\n' >&2
            for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo usage >&2; done
            exit 129
            """);

    assertThat(slice.perRequest()).isNull();
    assertThat(slice.problem()).isEqualTo("perf: No permissions to read /sys/kernel/tracing");
  }

  @Test
  void shouldGiveTheReasonWhenPerfCountsNothing() throws IOException {
    final SyscallSlice slice =
        count(
            """
            trap 'echo "<not counted>,,raw_syscalls:sys_enter,0,100.00,," >&2; exit 0' INT
            read order; echo ack
            read order; echo ack
            read order; echo ack
            while :; do sleep 0.01; done
            """);

    assertThat(slice.problem()).startsWith("perf: <not counted>");
  }

  @Test
  void shouldSaySoWhenThereIsNoPerf() {
    final String missing = folder.resolve("perf").toString();

    assertThat(SyscallSlice.count(missing, List.of(11L), processes, acked::get).problem())
        .isEqualTo(missing + " not found");
  }

  private SyscallSlice count(final String script) throws IOException {
    final Path perf = folder.resolve("perf");
    Files.writeString(perf, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(perf, PosixFilePermissions.fromString("rwx------"));
    return SyscallSlice.count(
        perf.toString(), List.of(11L, 12L), processes, () -> acked.getAndAdd(1000));
  }
}
