package io.framelab.monitor;

/** What a server says of itself, asked without Prometheus in between. */
record Scrape(String text) {
  static Scrape of(final int port) throws InterruptedException {
    return new Scrape(Http.get(port, "/metrics"));
  }

  /** The sum of all series of that name. */
  double sum(final String metric) {
    return text.lines()
        .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .reduce(Double::sum)
        .orElseThrow(() -> new AssertionError("no " + metric + " in\n" + text));
  }
}
