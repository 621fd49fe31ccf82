package io.framelab.profiling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import one.convert.Arguments;
import one.convert.CallStack;
import one.convert.FlameGraph;

/**
 * A profile as a page that a browser draws by itself: it loads nothing from anywhere. For one
 * thread at a time; a base may be used by many.
 */
public final class FlamePage {
  private static final double MILLION = 1e6;

  private final FlameGraph graph;
  private final String unit;

  /**
   * Of all that was recorded.
   *
   * @param title above the graph; plain text.
   */
  FlamePage(final ProfileBuilder profile, final String title) {
    this(profile, title, profile.event().shownValue(), 1, "");
  }

  /** Of one value, multiplied, so that recordings of unlike work can be compared. */
  private FlamePage(
      final ProfileBuilder profile,
      final String title,
      final int value,
      final double factor,
      final String per) {
    final ValueType type = profile.event().sampleTypes().get(value);
    unit = (type.unit().equals("count") ? type.type() : type.unit()) + per;
    final Arguments arguments = new Arguments();
    final String said = profile.samples().isEmpty() ? title + ": nothing was sampled" : title;
    arguments.title = said.replace("&", "&amp;").replace("<", "&lt;");
    graph = new FlameGraph(arguments);
    final CallStack stack = new CallStack();
    profile
        .samples()
        .forEach(
            (key, values) -> {
              push(stack, key.frames());
              if (!key.className().isEmpty()) {
                stack.push(key.className(), one.convert.Frame.TYPE_INLINED);
              }
              graph.addSample(stack, Math.round(values[value] * factor));
              stack.clear();
            });
  }

  /** Of what a million requests take: nanoseconds or bytes. */
  static FlamePage perMillion(
      final ProfileBuilder profile, final String title, final long requests) {
    return new FlamePage(
        profile, title, 1, MILLION / Math.max(1, requests), " per million requests");
  }

  /** The outermost first. */
  private static void push(final CallStack stack, final List<Frame> frames) {
    for (int i = frames.size() - 1; i >= 0; i--) {
      stack.push(frames.get(i).name(), type(frames.get(i).origin()));
    }
  }

  private static byte type(final Frame.Origin origin) {
    return switch (origin) {
      case JAVA -> one.convert.Frame.TYPE_JIT_COMPILED;
      case NATIVE -> one.convert.Frame.TYPE_NATIVE;
      case KERNEL -> one.convert.Frame.TYPE_KERNEL;
    };
  }

  /**
   * Colours what has become more and what has become less.
   *
   * @param base of the same kind; it is not shown any more.
   * @return this.
   */
  public FlamePage against(final FlamePage base) {
    graph.diff(base.graph);
    return this;
  }

  /**
   * The page. Once only: what it was made of is gone then.
   *
   * @return HTML.
   * @throws IOException never, as it is written to memory.
   */
  public String html() throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    graph.dump(out);
    // what is drawn calls everything samples
    return out.toString(StandardCharsets.UTF_8)
        .replace("'1 sample'", "'1 " + unit + "'")
        .replace("' samples'", "' " + unit + "'");
  }
}
