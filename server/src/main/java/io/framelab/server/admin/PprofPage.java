package io.framelab.server.admin;

import io.framelab.profiling.Fact;
import io.framelab.profiling.ProfileDesk;
import io.framelab.profiling.ProfileEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The page at the root of the profiles: what there is, how to get it, and what works here. It loads
 * nothing, as its policy tells the browser. What it says is in {@code pprof.html}; this only fills
 * in. Stateless; any thread may use it.
 */
final class PprofPage {
  private static final Pattern BLANK = Pattern.compile("\\{\\{(\\w+)}}");

  private PprofPage() {}

  /**
   * The page.
   *
   * @param host by which the client found the way here.
   * @param desk who records now, which holds what clients sent, and what works.
   */
  static String of(final String host, final ProfileDesk desk) {
    // in one pass: what is filled in is not looked at again, whatever braces it holds
    return BLANK
        .matcher(template())
        .replaceAll(blank -> Matcher.quoteReplacement(filling(blank.group(1), host, desk)));
  }

  private static String filling(final String blank, final String host, final ProfileDesk desk) {
    return switch (blank) {
      case "host" -> escaped(host);
      case "holders" -> holders(desk.holders());
      case "facts" -> desk.facts().stream().map(PprofPage::fact).collect(Collectors.joining("\n"));
      case "threads" -> Integer.toString(ManagementFactory.getThreadMXBean().getThreadCount());
      default -> Long.toString(desk.made(ProfileEvent.valueOf(blank.toUpperCase(Locale.ROOT))));
    };
  }

  private static String holders(final List<String> holders) {
    return holders.isEmpty() ? "nothing" : escaped(String.join("; ", holders));
  }

  private static String fact(final Fact fact) {
    return "<dt>%s</dt><dd>%s</dd>".formatted(escaped(fact.name()), escaped(fact.text()));
  }

  private static String template() {
    try (InputStream in = PprofPage.class.getResourceAsStream("pprof.html")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (final IOException e) {
      throw new UncheckedIOException("the jar is damaged", e);
    }
  }

  private static String escaped(final String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
