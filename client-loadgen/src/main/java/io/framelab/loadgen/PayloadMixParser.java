package io.framelab.loadgen;

import io.framelab.cli.Counts;
import io.framelab.cli.Sizes;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@code --payload}. Stateless. */
final class PayloadMixParser {
  private static final Pattern PART = Pattern.compile("([^-:]+)(?:-([^-:]+))?(?::([^-:]+))?");

  private PayloadMixParser() {}

  static PayloadMix parse(final String text) {
    return new PayloadMix(Arrays.stream(text.split(",", -1)).map(PayloadMixParser::part).toList());
  }

  private static PayloadMix.Part part(final String text) {
    final Matcher matcher = PART.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("expected sizes such as 64, 64-4KiB or 64:80,1024:15");
    }
    final int minBytes = Sizes.parse(matcher.group(1));
    final String most = matcher.group(2);
    final String weight = matcher.group(3);
    return new PayloadMix.Part(
        minBytes, most == null ? minBytes : Sizes.parse(most), weight == null ? 1 : weight(weight));
  }

  private static int weight(final String text) {
    return (int) Math.min(Counts.parse(text), Integer.MAX_VALUE);
  }
}
