package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Once;
import io.framelab.profiling.Mount;
import io.framelab.profiling.PprofFile;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What there is of profiles where something is missing, and how it says so. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class FallbackIT {
  private static final String NO_LIBRARY = "no native library of async-profiler: /none: ";
  private static final String HANDLER = HotHandler.class.getName() + ".";

  @TempDir private Path folder;

  @Test
  void shouldRecordByTheJdkAndSayWhyWhenThereIsNoNativeLibrary() throws Exception {
    try (HotServer server = HotServer.start("-Done.profiler.libraryPath=/none")) {
      final PprofFile profile = server.profile("profile?seconds=1");
      assertThat(profile.top(1)).isEqualTo(HANDLER + "burnHere");
      final PprofFile allocs = server.profile("allocs?seconds=1");
      assertThat(allocs.top(1)).isEqualTo(HANDLER + "allocateHere");
      for (final PprofFile each : new PprofFile[] {profile, allocs}) {
        assertThat(each.comments())
            .anyMatch(c -> c.startsWith("recorded without async-profiler because: " + NO_LIBRARY))
            .anyMatch(c -> c.startsWith("recorded by the JDK's flight recorder: "));
      }
      final HttpResponse<byte[]> heap = server.get("heap?seconds=1");
      assertThat(heap.statusCode()).isEqualTo(503);
      assertThat(heap.headers().firstValue("X-Go-Pprof")).contains("1");
      assertThat(text(heap)).startsWith(NO_LIBRARY).hasLineCount(1);
      assertThat(text(server.get("")))
          .contains(NO_LIBRARY, "The JDK records profile and allocs instead; there is no heap.")
          .contains("<dd>the JDK&#39;s sampler</dd>", "<dd>no: only async-profiler sees them</dd>");
      assertThat(server.stderr())
          .hasLineCount(1)
          .contains("no async-profiler: " + text(heap).trim());
      assertThat(server.stop()).isZero();
    }
  }

  @Test
  @Once
  void shouldFindAnotherFolderWhenTheUsualOneForbidsExecution() throws Exception {
    try (Mount sealed = new Mount(folder.resolve("sealed"), "noexec");
        HotServer server = HotServer.start("-Djava.io.tmpdir=" + sealed.folder())) {
      assertRecordsByAsyncProfiler(server);
      assertThat(server.stop()).isZero();
      assertThat(sealed.folder().toFile().list((in, name) -> name.startsWith("framelab-")))
          .isEmpty();
    }
  }

  @Test
  @Once
  void shouldFindAnotherFolderAndSayWhyWhatTheJdkRecordsIsMissingWhenTheUsualOneIsReadOnly()
      throws Exception {
    try (Mount sealed = new Mount(folder.resolve("sealed"), "ro");
        HotServer server = HotServer.start("-Djava.io.tmpdir=" + sealed.folder())) {
      assertRecordsByAsyncProfiler(server);
      final HttpResponse<byte[]> mutex = server.get("mutex?seconds=1");
      assertThat(mutex.statusCode()).isEqualTo(503);
      assertThat(text(mutex))
          .startsWith("the JDK's flight recorder cannot record: ")
          .hasLineCount(1);
      assertThat(server.stop()).isZero();
    }
  }

  private static void assertRecordsByAsyncProfiler(final HotServer server)
      throws IOException, InterruptedException {
    final PprofFile profile = server.profile("profile?seconds=1");
    assertThat(profile.comments()).anyMatch(comment -> comment.startsWith("engine: "));
    assertThat(profile.total(1, HANDLER + "burnHere ")).isPositive();
  }

  private static String text(final HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
