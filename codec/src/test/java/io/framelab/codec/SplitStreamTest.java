package io.framelab.codec;

import static io.framelab.codec.RequestReading.WHOLE;
import static io.framelab.codec.RequestReading.flyweightPath;
import static io.framelab.codec.RequestReading.valuePath;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SplitStreamTest {
  private static final int RANDOM_STREAMS = 10_000;

  @Test
  @DisplayName("F01, F02: cut into three pieces at every pair of points")
  void shouldReadTheSameWhereverStreamIsCut() {
    final byte[] stream = goldenRequests();
    final RequestReading whole = RequestReading.of(stream, valuePath(), WHOLE);
    assertThat(whole.packets()).hasSize(3);

    for (int first = 1; first < stream.length; first++) {
      for (int second = first; second <= stream.length; second++) {
        final int firstCut = first;
        final int secondCut = second;
        final RequestReading.Cuts cuts =
            (from, end) -> from < firstCut ? firstCut : from < secondCut ? secondCut : end;

        assertThat(RequestReading.of(stream, flyweightPath(), cuts))
            .as("cut at %d and %d", first, second)
            .isEqualTo(whole);
      }
    }
  }

  @Test
  @DisplayName("F02: one byte at a time")
  void shouldReadTheSameByteByByte() {
    final byte[] stream = goldenRequests();

    assertThat(RequestReading.of(stream, valuePath(), (from, end) -> from + 1))
        .isEqualTo(RequestReading.of(stream, valuePath(), WHOLE));
  }

  @Test
  @DisplayName("F01: a frame cut anywhere is not handed over")
  void shouldHandOverNothingWhenFrameIsIncomplete() {
    final byte[] frame = GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO);
    for (int kept = 0; kept < frame.length; kept++) {
      final byte[] start = new byte[kept];
      System.arraycopy(frame, 0, start, 0, kept);

      final RequestReading reading = RequestReading.of(start, valuePath(), WHOLE);

      assertThat(reading.packets()).isEmpty();
      assertThat(reading.leftoverBytes()).isEqualTo(kept);
    }
  }

  @Test
  @DisplayName("F03: seeded streams at seeded cuts, good, damaged and noise, on both paths")
  void shouldReadTheSameOnBothPathsWhateverComes() {
    for (long seed = 0; seed < RANDOM_STREAMS; seed++) {
      final RandomPackets random = new RandomPackets(seed);
      final byte[] stream = seed % 4 == 0 ? random.noise(200) : random.damage(random.requests(12));
      final RequestReading whole = RequestReading.of(stream, valuePath(), WHOLE);

      assertThat(RequestReading.of(stream, flyweightPath(), WHOLE))
          .as("seed %d, whole: %s", seed, HexFormat.of().formatHex(stream))
          .isEqualTo(whole);
      assertThat(RequestReading.of(stream, flyweightPath(), (from, end) -> random.cut(from, end)))
          .as("seed %d, cut: %s", seed, HexFormat.of().formatHex(stream))
          .isEqualTo(whole);
    }
  }

  private static byte[] goldenRequests() {
    final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    stream.writeBytes(GoldenBytes.bytes(GoldenBytes.CONN_EMPTY));
    stream.writeBytes(GoldenBytes.bytes(GoldenBytes.SUBMIT_HELLO));
    stream.writeBytes(GoldenBytes.bytes(GoldenBytes.SUBMIT_EMPTY));
    return stream.toByteArray();
  }
}
