package io.framelab.benchmarks.course;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A flame graph as a picture for a page: what the tool's {@code -traces} printed. Stateless. */
final class FlameSvg {
  private static final int WIDTH = 1000;
  private static final int ROW = 15;
  private static final int LETTER = 6;

  /** What is narrower says nothing. */
  private static final int NARROWEST = 5;

  private static final Pattern FIRST = Pattern.compile(" +(\\d+)ms   (\\S.*)");
  private static final Pattern KERNEL =
      Pattern.compile("entry_SYSCALL.*|do_syscall.*|asm_.*|el0t?_.*");
  private static final Pattern JAVA = Pattern.compile("(?:[\\w$]+\\.)+(?:[\\w$]+|<\\w+>)");

  private static final String KERNEL_COLOUR = "#f0a050";
  private static final String JAVA_COLOUR = "#80d880";
  private static final String NATIVE_COLOUR = "#f08080";

  private FlameSvg() {}

  /** One bar. */
  private static final class Bar {
    private final Map<String, Bar> above = new TreeMap<>();
    private final String name;
    private final String colour;
    private int total;

    Bar(final String name, final String colour) {
      this.name = name;
      this.colour = colour;
    }

    int height() {
      return 1 + above.values().stream().mapToInt(Bar::height).max().orElse(0);
    }
  }

  /**
   * The picture.
   *
   * @param traces with {@code -unit=ms}.
   */
  static String of(final String traces) {
    final Bar root = new Bar("all", "#ddd");
    final Deque<String> stack = new ArrayDeque<>();
    int value = 0;
    for (final String line : traces.split("\n")) {
      final Matcher first = FIRST.matcher(line);
      if (first.matches()) {
        value = Integer.parseInt(first.group(1));
        stack.push(first.group(2));
      } else if (line.startsWith("---")) {
        add(root, stack, value);
        stack.clear();
      } else if (!stack.isEmpty()) {
        stack.push(line.strip());
      }
    }
    add(root, stack, value);
    final List<String> bars = new ArrayList<>();
    final int height = root.height() * ROW;
    draw(bars, root, 0, height - ROW, (double) WIDTH / root.total);
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="monospace" font-size="10">
        <rect width="100%%" height="100%%" fill="#fff"/>
        %s
        </svg>
        """
        .formatted(WIDTH, height, String.join("\n", bars));
  }

  /** The outermost first. */
  private static void add(final Bar root, final Iterable<String> stack, final int value) {
    Bar bar = root;
    boolean isKernel = false;
    boolean isEmpty = true;
    for (final String name : stack) {
      isEmpty = false;
      isKernel |= KERNEL.matcher(name).matches();
      final String colour =
          isKernel ? KERNEL_COLOUR : JAVA.matcher(name).matches() ? JAVA_COLOUR : NATIVE_COLOUR;
      bar = bar.above.computeIfAbsent(name, it -> new Bar(it, colour));
      bar.total += value;
    }
    root.total += isEmpty ? 0 : value;
  }

  private static void draw(
      final List<String> bars,
      final Bar bar,
      final double left,
      final int top,
      final double scale) {
    final double width = bar.total * scale;
    if (width < NARROWEST) {
      return;
    }
    bars.add(
        "<rect x=\"%.0f\" y=\"%d\" width=\"%.0f\" height=\"%d\" fill=\"%s\" stroke=\"#fff\" stroke-width=\".5\"/>"
            .formatted(left, top, width, ROW - 1, bar.colour));
    final String text = text(bar, (int) (width - LETTER) / LETTER);
    if (!text.isEmpty()) {
      bars.add("<text x=\"%.0f\" y=\"%d\">%s</text>".formatted(left + 3, top + ROW - 4, text));
    }
    double next = left;
    for (final Bar above : bar.above.values()) {
      draw(bars, above, next, top - ROW, scale);
      next += above.total * scale;
    }
  }

  /** Class and method, as far as there is room. */
  private static String text(final Bar bar, final int letters) {
    final String[] words = bar.name.split("\\.");
    final String brief =
        bar.colour.equals(JAVA_COLOUR) && words.length > 1
            ? words[words.length - 2] + "." + words[words.length - 1]
            : bar.name;
    return (brief.length() <= letters ? brief : letters < 4 ? "" : brief.substring(0, letters))
        .replace("&", "&amp;")
        .replace("<", "&lt;");
  }
}
