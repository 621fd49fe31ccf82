package io.framelab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class GrammarTest {
  @ParameterizedTest
  @CsvSource({"0,0", "250,250", "10k,10000", "5m,5000000", "-3,-3"})
  void shouldReadACount(final String text, final long count) {
    assertThat(Counts.parse(text)).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "k", "1K", "1.5m", "1 k", "9223372036854775807k", "99999999999999999999"})
  void shouldRefuseACountWhenItIsNone(final String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Counts.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"0,0", "18,18", "18B,18", "64KiB,65536", "1MiB,1048576", "2047MiB,2146435072"})
  void shouldReadASize(final String text, final int bytes) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "64k", "64kib", "64 KiB", "2048MiB", "9999999999MiB", "0.5MiB"})
  void shouldRefuseASizeWhenItIsNone(final String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Sizes.parse(text));
  }

  @ParameterizedTest
  @CsvSource({
    "500ns,PT0.0000005S",
    "100us,PT0.0001S",
    "1ms,PT0.001S",
    "10s,PT10S",
    "5m,PT5M",
    "0s,PT0S"
  })
  void shouldReadADurationAndWriteItBack(final String text, final Duration duration) {
    assertThat(Durations.parse(text)).isEqualTo(duration);
    assertThat(Durations.format(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "-1s", "1.5s", "1 s", "1h", "1S", "9999999999999s"})
  void shouldRefuseADurationWhenItIsNone(final String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"525600m", "31536000s", "31535999999ms", "31535999999999us", "59999ms"})
  void shouldFitNanosecondsAndReadTheSameAgainWhenADurationIsLong(final String text) {
    final Duration duration = Durations.parse(text);

    assertThat(duration.toNanos()).isPositive();
    assertThat(Durations.parse(Durations.format(duration))).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "525601m",
        "31536001s",
        "31536000001ms",
        "31536000000001us",
        "999999999999m",
        "999999999999999999us",
        "999999999999999999m"
      })
  void shouldSayTheMostWhenADurationIsLongerThanAYear(final String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Durations.parse(text))
        .withMessage("expected at most 525600m (365 days)");
  }

  @ParameterizedTest
  @CsvSource({
    "8889,127.0.0.1:8889",
    "0.0.0.0:0,0.0.0.0:0",
    "[::1]:65535,[::1]:65535",
    "some.host:1,some.host:1",
    "off,off",
  })
  void shouldReadAnEndpoint(final String text, final String endpoint) {
    assertThat(Endpoint.parse(text)).hasToString(endpoint);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "OFF", "65536", ":1", "host", "host:", "host:x", "::1:80", "a b:1", "-1"})
  void shouldRefuseAnEndpointWhenItIsNone(final String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "off", "0", "localhost:0", "localhost", "localhost:65536"})
  void shouldRefuseATargetWhenNobodyCanBeThere(final String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Target.parse(text));
  }
}
