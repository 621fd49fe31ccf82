package io.framelab.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A dashboard as it is provisioned. */
record Dashboard(JsonNode json, List<Panel> panels) {
  /** One panel's title and the one expression that it draws. */
  record Panel(String title, String expr) {
    private static final Pattern NOT_NAMES = Pattern.compile("\\{[^}]*}|\\[[^]]*]");
    private static final Pattern NAME = Pattern.compile("\\b[a-z_:][a-z0-9_:]*\\b(?!\\s*\\()");

    /** What in the expression names a metric: words that are neither functions nor labels. */
    List<String> metrics() {
      final List<String> names = new ArrayList<>();
      final Matcher matcher = NAME.matcher(NOT_NAMES.matcher(expr).replaceAll(""));
      while (matcher.find()) {
        names.add(matcher.group());
      }
      return names;
    }
  }

  static Dashboard read(final Path file) throws IOException {
    final JsonNode json = RepositoryFiles.json(file);
    final List<Panel> panels = new ArrayList<>();
    for (final JsonNode panel : json.get("panels")) {
      for (final JsonNode target : panel.get("targets")) {
        panels.add(new Panel(panel.get("title").asText(), target.get("expr").asText()));
      }
    }
    return new Dashboard(json, panels);
  }

  String exprOf(final String title) {
    return panels.stream()
        .filter(panel -> panel.title().equals(title))
        .map(Panel::expr)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no panel is called " + title));
  }
}
