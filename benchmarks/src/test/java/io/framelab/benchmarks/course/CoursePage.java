package io.framelab.benchmarks.course;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page that walks its reader through commands. A block of sh holds commands, one a line; a block
 * of pprof what is typed at the prompt of the one before; {@code <!-- printed: NAME -->} is
 * followed by what that command printed. Stateless.
 */
final class CoursePage {
  private static final Pattern PART =
      Pattern.compile(
          "(?ms)^```sh\n(?<commands>.*?)^```$|^```pprof\n(?<typed>.*?)^```$"
              + "|^<!-- printed: (?<name>[\\w-]+) -->\n.*?^<!-- /printed -->$");

  private CoursePage() {}

  /**
   * One command and what belongs to it.
   *
   * @param typed at its prompt; empty if it has none.
   * @param name of what it prints on the page; empty if the page does not show that.
   */
  record Step(String command, String typed, String name) {}

  /** All commands in their order. */
  static List<Step> steps(final String page) {
    final List<Step> steps = new ArrayList<>();
    final Matcher part = PART.matcher(page);
    while (part.find()) {
      if (part.group("commands") != null) {
        part.group("commands").lines().forEach(line -> steps.add(new Step(line, "", "")));
        continue;
      }
      final Step last = steps.remove(steps.size() - 1);
      steps.add(
          part.group("typed") == null
              ? new Step(last.command, last.typed, part.group("name"))
              : new Step(last.command, part.group("typed"), last.name));
    }
    return steps;
  }

  /** The page with other outputs, by their names. */
  static String with(final String page, final Map<String, String> outputs) {
    return PART.matcher(page).replaceAll(part -> Matcher.quoteReplacement(part(part, outputs)));
  }

  private static String part(final MatchResult part, final Map<String, String> outputs) {
    final String name = part.group(3);
    return name == null
        ? part.group()
        : "<!-- printed: %s -->\n\n```text\n%s\n```\n\n<!-- /printed -->"
            .formatted(name, outputs.get(name).stripTrailing());
  }
}
