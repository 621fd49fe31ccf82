package io.framelab.loadgen;

import java.net.URI;
import picocli.CommandLine.ITypeConverter;

/** The grammar of {@code --server-metrics} for picocli. */
final class MetricsUriConverter implements ITypeConverter<URI> {
  @Override
  public URI convert(final String text) {
    final URI uri;
    try {
      uri = URI.create(text);
    } catch (final IllegalArgumentException e) {
      throw new IllegalArgumentException(expected(), e);
    }
    if (!"http".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(expected());
    }
    return uri;
  }

  private static String expected() {
    return "expected a URL such as http://127.0.0.1:8889/metrics";
  }
}
