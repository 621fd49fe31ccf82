package io.framelab.server.admin;

import io.framelab.metrics.BuildLabels;

/** The page at the root: what runs, and where to look. Stateless; any thread may use it. */
final class IndexPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>framelab: %1$s</title></head>
      <body>
      <h1>framelab</h1>
      <p>engine %1$s, transport %2$s, version %3$s (%4$s), JDK %5$s</p>
      <ul>
      <li><a href="/metrics">/metrics</a>: every series, for Prometheus</li>
      <li><a href="/livez">/livez</a>: 200 while the process lives</li>
      <li><a href="/readyz">/readyz</a>: 200 ready, 503 draining</li>
      </ul>
      </body>
      </html>
      """;

  private IndexPage() {}

  /** The labels come from the build and the ladder, never from a peer: nothing needs escaping. */
  static String of(final BuildLabels labels) {
    return PAGE.formatted(
        labels.engine(), labels.transport(), labels.version(), labels.commit(), labels.jdk());
  }
}
