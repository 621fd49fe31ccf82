package io.framelab.benchmarks.process;

import io.framelab.profiling.ProfileEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Asks a server of ours to record itself. Stateless; the caller's thread waits meanwhile. */
public final class ServerRecording {
  /** The server makes what it sends from what it recorded, and the machine is busy. */
  private static final long MARGIN_MS = TimeUnit.SECONDS.toMillis(30);

  private static final int CONNECT_MS = 5_000;

  private ServerRecording() {}

  /**
   * Records.
   *
   * @param port for profiles.
   * @param event what.
   * @param duration how long; whole seconds.
   * @param file where the recording goes, in the form of JFR.
   * @throws IOException if there is none; the message says why.
   */
  public static void fetch(
      final int port, final ProfileEvent event, final Duration duration, final Path file)
      throws IOException {
    final String path = event == ProfileEvent.CPU ? "profile" : event.label();
    final HttpURLConnection connection =
        (HttpURLConnection)
            URI.create(
                    "http://%s:%d/debug/pprof/%s?seconds=%d&format=jfr"
                        .formatted(
                            InetAddress.getLoopbackAddress().getHostAddress(),
                            port,
                            path,
                            duration.toSeconds()))
                .toURL()
                .openConnection();
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout((int) (duration.toMillis() + MARGIN_MS));
    connection.setRequestProperty("Connection", "close");
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      throw new IOException(text(connection.getErrorStream()));
    }
    try (InputStream in = connection.getInputStream()) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static String text(final InputStream error) throws IOException {
    if (error == null) {
      return "the server does not say why";
    }
    try (error) {
      return new String(error.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
  }
}
