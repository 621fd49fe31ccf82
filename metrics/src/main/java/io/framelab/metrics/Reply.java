package io.framelab.metrics;

/**
 * What an {@link HttpEndpoint} answers to one request. Immutable; any thread may use it.
 *
 * @param status of HTTP.
 * @param contentType with its character set, which is UTF-8 always.
 * @param body sent as UTF-8.
 */
public record Reply(int status, String contentType, String body) {
  /**
   * A scrape.
   *
   * @param exposition in the text format of Prometheus.
   * @return 200, in the type that Prometheus asks for.
   */
  public static Reply metrics(final String exposition) {
    return new Reply(200, "text/plain; version=0.0.4; charset=utf-8", exposition);
  }

  /**
   * A word for people and probes.
   *
   * @param status of HTTP.
   * @param text without a line end, which is added.
   * @return plain text.
   */
  public static Reply text(final int status, final String text) {
    return new Reply(status, "text/plain; charset=utf-8", text + "\n");
  }

  /**
   * A page for people.
   *
   * @param page complete and escaped.
   * @return 200 and the page.
   */
  public static Reply html(final String page) {
    return new Reply(200, "text/html; charset=utf-8", page);
  }
}
