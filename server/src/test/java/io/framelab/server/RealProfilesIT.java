package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.profiling.PprofFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Profiles of the packaged server while a handler does what is known. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class RealProfilesIT {
  private static final Path SOURCES = Path.of("src", "test", "java");

  @Test
  void shouldFindTheHandlersMethodAndLineOnTopOfTheProfile() throws Exception {
    try (HotServer server = HotServer.start()) {
      final HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url("profile?seconds=1"))).build();
      final byte[] profile =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray()).body();
      assertOnTop(PprofFile.read(profile), HotHandler.class.getName() + ".burnHere");
      assertThat(server.stop()).isZero();
      assertThat(server.stderr()).doesNotContain("WARN").doesNotContain("Exception");
    }
  }

  /** Most samples end in that method, at a line of it. */
  private static void assertOnTop(final PprofFile profile, final String method) throws IOException {
    assertThat(profile.total(0, method + " ")).isGreaterThan(profile.total(0, "") / 2);
    final Matcher frame =
        Pattern.compile(Pattern.quote(method) + " (\\S+):(\\d+) framelab-server")
            .matcher(
                profile.samples().stream()
                    .map(sample -> sample.frames().get(0))
                    .filter(innermost -> innermost.startsWith(method + " "))
                    .findFirst()
                    .orElseThrow());
    assertThat(frame.matches()).isTrue();
    final List<String> lines = Files.readAllLines(SOURCES.resolve(frame.group(1)));
    assertThat(lines.get(Integer.parseInt(frame.group(2)) - 1)).containsAnyOf("result", "ROUNDS");
  }
}
