package io.framelab.profiling;

import io.framelab.profiling.Frame.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import one.proto.Proto;

/**
 * Writes one profile in the format of <a
 * href="https://github.com/google/pprof/blob/main/proto/profile.proto">profile.proto</a>, gzipped.
 * Once, for one thread.
 *
 * <p>Addresses are 0 throughout: places in Java code have a method and a line, and the tool merges
 * by those.
 */
final class PprofWriter {
  /** Numbers of fields, by the message that they belong to. */
  private static final class Field {
    static final int SAMPLE_TYPE = 1;
    static final int SAMPLE = 2;
    static final int MAPPING = 3;
    static final int LOCATION = 4;
    static final int FUNCTION = 5;
    static final int STRING = 6;
    static final int TIME_NS = 9;
    static final int DURATION_NS = 10;
    static final int PERIOD_TYPE = 11;
    static final int PERIOD = 12;
    static final int COMMENT = 13;
    static final int DEFAULT_SAMPLE_TYPE = 14;

    private Field() {}
  }

  private final ProfileBuilder profile;
  private final Proto out = new Proto(64 * 1024);
  private final Numbering<String> strings = new Numbering<>(0);
  private final Numbering<Function> functions = new Numbering<>(1);
  private final Numbering<Frame> locations = new Numbering<>(1);

  private PprofWriter(final ProfileBuilder profile) {
    this.profile = profile;
    // the format wants the empty string first
    strings.of("");
  }

  static void write(final ProfileBuilder profile, final OutputStream to) throws IOException {
    final PprofWriter writer = new PprofWriter(profile);
    writer.writeAll();
    try (GZIPOutputStream zipped = new GZIPOutputStream(to)) {
      zipped.write(writer.out.buffer(), 0, writer.out.size());
    }
  }

  /** Samples before locations before functions before strings: each names what the next holds. */
  private void writeAll() {
    final ProfileEvent event = profile.event();
    event.sampleTypes().forEach(type -> out.field(Field.SAMPLE_TYPE, valueType(type)));
    profile.samples().forEach((stack, values) -> out.field(Field.SAMPLE, sample(stack, values)));
    for (final Origin origin : Origin.values()) {
      out.field(Field.MAPPING, mapping(origin));
    }
    locations.values().forEach(frame -> out.field(Field.LOCATION, location(frame)));
    functions.values().forEach(function -> out.field(Field.FUNCTION, function(function)));
    out.field(Field.TIME_NS, profile.startedAtNs());
    out.field(Field.DURATION_NS, profile.durationNs());
    out.field(Field.PERIOD_TYPE, valueType(event.periodType()));
    out.field(Field.PERIOD, event.period());
    profile.comments().forEach(comment -> out.field(Field.COMMENT, strings.of(comment)));
    out.field(Field.DEFAULT_SAMPLE_TYPE, strings.of(event.defaultSampleType()));
    strings.values().forEach(string -> out.field(Field.STRING, string));
  }

  private Proto valueType(final ValueType type) {
    return new Proto(16).field(1, strings.of(type.type())).field(2, strings.of(type.unit()));
  }

  private Proto sample(final ProfileBuilder.Stack stack, final long[] values) {
    final Proto ids = new Proto(128);
    stack.frames().forEach(frame -> ids.writeInt(locations.of(frame)));
    final Proto packed = new Proto(32);
    for (final long value : values) {
      packed.writeLong(value);
    }
    final Proto sample = new Proto(256).field(1, ids).field(2, packed);
    if (!stack.className().isEmpty()) {
      sample.field(
          3, new Proto(16).field(1, strings.of("class")).field(2, strings.of(stack.className())));
    }
    return sample;
  }

  /** That symbols are known keeps the tool from asking for them; a bracket tells it the same. */
  private Proto mapping(final Origin origin) {
    final Proto mapping = new Proto(32).field(1, idOf(origin));
    switch (origin) {
      case JAVA ->
          mapping
              .field(5, strings.of(profile.program()))
              .field(7, 1)
              .field(8, 1)
              .field(9, 1)
              .field(10, 1);
      case NATIVE -> mapping.field(5, strings.of("[native]")).field(7, 1);
      case KERNEL -> mapping.field(5, strings.of("[kernel]")).field(7, 1);
    }
    return mapping;
  }

  private static int idOf(final Origin origin) {
    return origin.ordinal() + 1;
  }

  private Proto location(final Frame frame) {
    final int function = functions.of(new Function(frame.name(), frame.file()));
    return new Proto(32)
        .field(1, locations.of(frame))
        .field(2, idOf(frame.origin()))
        .field(4, new Proto(16).field(1, function).field(2, frame.line()));
  }

  private Proto function(final Function function) {
    final int name = strings.of(function.name());
    return new Proto(32)
        .field(1, functions.of(function))
        .field(2, name)
        .field(3, name)
        .field(4, strings.of(function.file()));
  }

  private record Function(String name, String file) {}
}
