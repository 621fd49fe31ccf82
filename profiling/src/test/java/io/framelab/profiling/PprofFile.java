package io.framelab.profiling;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * Reads a profile as the tool would, by the numbers that profile.proto gives its fields. Knows
 * nothing of the writer.
 */
public final class PprofFile {
  private final Map<Integer, List<Object>> fields;
  private final List<String> strings;

  private PprofFile(final byte[] message) {
    fields = fields(message);
    strings =
        all(fields, 6).stream()
            .map(bytes -> new String((byte[]) bytes, StandardCharsets.UTF_8))
            .toList();
  }

  /** Unzips and reads. */
  public static PprofFile read(final byte[] zipped) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new PprofFile(in.readAllBytes());
    }
  }

  /** A sample: frames as "name file:line mapping", the innermost first. */
  public record Sample(List<String> frames, List<Long> values, Map<String, String> labels) {}

  /** For example "alloc_space/bytes". */
  public List<String> sampleTypes() {
    return all(fields, 1).stream().map(this::valueType).toList();
  }

  public String periodType() {
    return valueType(all(fields, 11).get(0));
  }

  public long period() {
    return number(fields, 12);
  }

  public long startedAtNs() {
    return number(fields, 9);
  }

  public long durationNs() {
    return number(fields, 10);
  }

  public String defaultSampleType() {
    return strings.get((int) number(fields, 14));
  }

  public List<String> strings() {
    return strings;
  }

  public List<String> comments() {
    return all(fields, 13).stream().map(index -> strings.get(((Long) index).intValue())).toList();
  }

  /** Files by number, with the flags that are set. */
  public Map<Long, String> mappings() {
    return byId(
        3,
        mapping ->
            string(mapping, 5)
                + (number(mapping, 7) == 1 ? " functions" : "")
                + (number(mapping, 8) == 1 ? " files" : "")
                + (number(mapping, 9) == 1 ? " lines" : ""));
  }

  /** All samples with their frames resolved. */
  public List<Sample> samples() {
    final Map<Long, String> functions =
        byId(5, function -> string(function, 2) + " " + string(function, 4));
    final Map<Long, String> locations =
        byId(
            4,
            location -> {
              final Map<Integer, List<Object>> line = fields((byte[]) all(location, 4).get(0));
              return functions.get(number(line, 1))
                  + ":"
                  + number(line, 2)
                  + " "
                  + mappings().get(number(location, 2)).split(" ")[0];
            });
    final List<Sample> samples = new ArrayList<>();
    for (final Object message : all(fields, 2)) {
      final Map<Integer, List<Object>> sample = fields((byte[]) message);
      samples.add(
          new Sample(
              packed(sample, 1).stream().map(locations::get).toList(),
              packed(sample, 2),
              labels(sample)));
    }
    return samples;
  }

  /** Sum of one value over the samples whose innermost frame begins so. */
  public long total(final int value, final String innermost) {
    return samples().stream()
        .filter(sample -> sample.frames().get(0).startsWith(innermost))
        .mapToLong(sample -> sample.values().get(value))
        .sum();
  }

  /** Sum of one value over the samples that have a frame which begins so. */
  public long anywhere(final int value, final String frame) {
    return samples().stream()
        .filter(sample -> sample.frames().stream().anyMatch(each -> each.startsWith(frame)))
        .mapToLong(sample -> sample.values().get(value))
        .sum();
  }

  /** The innermost method in which most of one value is. */
  public String top(final int value) {
    return samples().stream()
        .collect(
            Collectors.groupingBy(
                sample -> sample.frames().get(0).split(" ")[0],
                Collectors.summingLong(sample -> sample.values().get(value))))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .orElseThrow()
        .getKey();
  }

  private Map<String, String> labels(final Map<Integer, List<Object>> sample) {
    return all(sample, 3).stream()
        .map(label -> fields((byte[]) label))
        .collect(Collectors.toMap(label -> string(label, 1), label -> string(label, 2)));
  }

  private Map<Long, String> byId(
      final int field, final java.util.function.Function<Map<Integer, List<Object>>, String> text) {
    final Map<Long, String> byId = new HashMap<>();
    for (final Object message : all(fields, field)) {
      final Map<Integer, List<Object>> read = fields((byte[]) message);
      byId.put(number(read, 1), text.apply(read));
    }
    return byId;
  }

  private String valueType(final Object message) {
    final Map<Integer, List<Object>> type = fields((byte[]) message);
    return string(type, 1) + "/" + string(type, 2);
  }

  private String string(final Map<Integer, List<Object>> message, final int field) {
    return strings.get((int) number(message, field));
  }

  private static List<Object> all(final Map<Integer, List<Object>> message, final int field) {
    return message.getOrDefault(field, List.of());
  }

  private static long number(final Map<Integer, List<Object>> message, final int field) {
    return all(message, field).isEmpty() ? 0 : (Long) all(message, field).get(0);
  }

  private static List<Long> packed(final Map<Integer, List<Object>> message, final int field) {
    final ByteBuffer in = ByteBuffer.wrap((byte[]) all(message, field).get(0));
    final List<Long> numbers = new ArrayList<>();
    while (in.hasRemaining()) {
      numbers.add(varint(in));
    }
    return numbers;
  }

  private static Map<Integer, List<Object>> fields(final byte[] message) {
    final Map<Integer, List<Object>> fields = new HashMap<>();
    final ByteBuffer in = ByteBuffer.wrap(message);
    while (in.hasRemaining()) {
      final long tag = varint(in);
      final List<Object> values =
          fields.computeIfAbsent((int) (tag >>> 3), none -> new ArrayList<>());
      if ((tag & 7) == 0) {
        values.add(varint(in));
      } else if ((tag & 7) == 2) {
        final byte[] bytes = new byte[(int) varint(in)];
        in.get(bytes);
        values.add(bytes);
      } else {
        throw new AssertionError("wire type " + (tag & 7) + " is in no profile");
      }
    }
    return fields;
  }

  private static long varint(final ByteBuffer in) {
    long result = 0;
    for (int shift = 0; ; shift += 7) {
      final byte part = in.get();
      result |= (part & 0x7fL) << shift;
      if (part >= 0) {
        return result;
      }
    }
  }
}
