package io.framelab.loadgen.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SliceDesignTest {
  /** Warm-up and turns of a round; the warm-up counts for what follows it only. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
  void shouldHaveEverySideFollowEveryOtherAndItselfEquallyOften(final int round) {
    final List<Side> sides = new ArrayList<>();
    for (int turn = -1; turn < SliceDesign.TURNS; turn++) {
      sides.addAll(SliceDesign.order(round, turn));
    }
    final Map<List<Side>, Integer> followed = new HashMap<>();
    for (int i = SliceStatistics.TURN; i < sides.size(); i++) {
      followed.merge(sides.subList(i - 1, i + 1), 1, Integer::sum);
    }

    assertThat(followed).hasSize(9).values().containsOnly(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void shouldHaveEverySideInEveryPlaceEquallyOften(final int place) {
    final Map<Side, Integer> there = new HashMap<>();
    for (int turn = 0; turn < SliceDesign.TURNS; turn++) {
      there.merge(SliceDesign.order(0, turn).get(place), 1, Integer::sum);
    }

    assertThat(there).hasSize(3).values().containsOnly(2);
  }
}
