package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadMixTest {
  private static int[] sizes(final String mix, final long seed) {
    return sizes(mix, seed, 0);
  }

  private static int[] sizes(final String mix, final long seed, final int connection) {
    final SizeTable table = new SizeTable(PayloadMix.parse(mix), seed);
    return IntStream.range(0, 4096).map(i -> table.payloadBytes(connection, i)).toArray();
  }

  private static List<Integer> sorted(final int[] sizes) {
    return IntStream.of(sizes).sorted().boxed().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "64|64",
        "0|0",
        "64-4096|64-4096",
        "1KiB-1MiB|1024-1048576",
        "64:80,1024:15,16KiB:5|64:80,1024:15,16384:5",
        "64-128:3,1KiB|64-128:3,1024:1"
      })
  void shouldReadWhatItWritesWhenTheMixIsValid(final String typed, final String canonical) {
    assertThat(PayloadMix.parse(typed)).hasToString(canonical);
    assertThat(PayloadMix.parse(canonical)).isEqualTo(PayloadMix.parse(typed));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "x", "-1", "5-4", "64:0", "64:", ":5", "64-", "16MiB", "1-2-3", "64:1:1"})
  void shouldRefuseWhenTheMixCannotBeSent(final String typed) {
    assertThatThrownBy(() -> PayloadMix.parse(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("\n");
  }

  @Test
  void shouldGiveTheSameSizesWhenTheSeedIsTheSame() {
    assertThat(sizes("64-4096", 7)).isEqualTo(sizes("64-4096", 7));
    assertThat(sizes("64-4096", 7)).isNotEqualTo(sizes("64-4096", 8));
  }

  @Test
  void shouldSendTheSameMixInAnotherOrderOnEveryConnection() {
    final String mix = "64:80,1024:15,16384:5";
    final int[] first = sizes(mix, 1, 0);
    for (int connection = 1; connection < 10; connection++) {
      final int[] other = sizes(mix, 1, connection);
      assertThat(other).isNotEqualTo(first);
      assertThat(sorted(other)).isEqualTo(sorted(first));
    }
  }

  @Test
  void shouldKeepTheProportionsWhenSizesAreWeighted() {
    final List<Integer> sizes = IntStream.of(sizes("64:80,1024:15,16384:5", 1)).boxed().toList();
    assertThat(sizes.stream().filter(size -> size == 64).count()).isBetween(3276L, 3277L);
    assertThat(sizes.stream().filter(size -> size == 1024).count()).isBetween(614L, 615L);
    assertThat(sizes.stream().filter(size -> size == 16384).count()).isBetween(204L, 205L);
  }

  @Test
  void shouldReachFromEndToEndWhenSizesAreARange() {
    assertThat(IntStream.of(sizes("10-17", 1)).distinct().sorted())
        .containsExactly(10, 11, 12, 13, 14, 15, 16, 17);
  }
}
