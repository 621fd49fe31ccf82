package io.framelab.loadgen;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of {@code --payload}. Stateless. */
final class PayloadMixParser {
  private static final String SIZE = "(\\d{1,9})\\s*(b|kib|mib)?";
  private static final Pattern PART =
      Pattern.compile(SIZE + "(?:-" + SIZE + ")?(?::(\\d{1,9}))?", Pattern.CASE_INSENSITIVE);

  private PayloadMixParser() {}

  static PayloadMix parse(final String text) {
    return new PayloadMix(
        Arrays.stream(text.split(",", -1)).map(String::trim).map(PayloadMixParser::part).toList());
  }

  private static PayloadMix.Part part(final String text) {
    final Matcher matcher = PART.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no payload size; write 64, 4KiB, 64-4096 or 64:80,1024:15");
    }
    final int minBytes = bytes(matcher.group(1), matcher.group(2));
    final int maxBytes =
        matcher.group(3) == null ? minBytes : bytes(matcher.group(3), matcher.group(4));
    final String weight = matcher.group(5);
    return new PayloadMix.Part(minBytes, maxBytes, weight == null ? 1 : Integer.parseInt(weight));
  }

  private static int bytes(final String digits, final String unit) {
    final long factor =
        switch (unit == null ? "b" : unit.toLowerCase(Locale.ROOT)) {
          case "kib" -> 1024;
          case "mib" -> 1024 * 1024;
          default -> 1;
        };
    return (int) Math.min(Integer.parseInt(digits) * factor, Integer.MAX_VALUE);
  }
}
