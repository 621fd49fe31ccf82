package io.framelab.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framelab.cli.BuildInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts results, style, scripts and Chart.js into one HTML file. What it shows and how is in the
 * scripts beside {@code page.html}; this only fills in. The page may run those scripts and no
 * other, and may load nothing, which its policy tells the browser. Stateless.
 */
final class ReportPage {
  /** As the build's properties name it; another version's path would be found missing by tests. */
  private static final String CHART =
      "/META-INF/resources/webjars/chart.js/4.4.3/dist/chart.umd.js";

  private static final List<String> SCRIPTS =
      List.of("format", "dom", "charts", "load", "compare", "ladder", "bench", "main");

  private static final Pattern BLANK = Pattern.compile("\\{\\{(\\w+)}}");

  private ReportPage() {}

  /**
   * The page.
   *
   * @param results in the order in which they are shown.
   * @return HTML.
   * @throws IOException if a part of the page cannot be read.
   */
  static String of(final List<ResultFile> results) throws IOException {
    final String style = resource("page/page.css");
    final String guard = resource("page/guard.js");
    // The map is for debuggers and is not there.
    final String chart = resource(CHART).replaceAll("//# sourceMappingURL=\\S+\\s*$", "");
    final StringBuilder script = new StringBuilder();
    for (final String name : SCRIPTS) {
      script.append(resource("page/" + name + ".js"));
    }
    final String policy =
        "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
            + hash(style)
            + "; script-src "
            + String.join(" ", hash(guard), hash(chart), hash(script.toString()));
    final Map<String, String> fillings =
        Map.of(
            "policy", policy,
            "style", style,
            "guard", guard,
            "chart", chart,
            "script", script.toString(),
            "data", data(results));
    // In one pass: what is filled in is not looked at again, whatever braces it holds.
    return BLANK
        .matcher(resource("page/page.html"))
        .replaceAll(blank -> Matcher.quoteReplacement(fillings.get(blank.group(1))));
  }

  /** JSON that no HTML parser mistakes for the end of a script, or for a comment. */
  private static String data(final List<ResultFile> results) throws JsonProcessingException {
    final Map<String, Object> tool =
        Map.of("version", BuildInfo.version(), "commit", BuildInfo.commit());
    return new ObjectMapper()
        .writeValueAsString(Map.of("tool", tool, "results", results))
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private static String resource(final String name) throws IOException {
    try (InputStream in = ReportPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String hash(final String text) {
    try {
      final byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    } catch (final NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
