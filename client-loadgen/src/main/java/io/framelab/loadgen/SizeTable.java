package io.framelab.loadgen;

import java.util.SplittableRandom;

/**
 * The payload size of every Submit, as a pure function of its connection and sequence, so that a
 * frame that was written in part can be rendered again from its number alone. The table holds the
 * mix in its exact proportions, shuffled by the seed; every connection goes round it from a place
 * of its own. Otherwise all of them would send their large Submits at the same time. Immutable: any
 * thread may use it.
 */
final class SizeTable {
  /**
   * A power of two; enough that a part of one percent gets some forty entries, small enough for the
   * cache.
   */
  private static final int LENGTH = 4096;

  private final int[] payloadBytes = new int[LENGTH];

  SizeTable(final PayloadMix mix, final long seed) {
    fill(mix);
    shuffle(new SplittableRandom(seed));
  }

  /** The payload of a connection's Submit with this sequence, in bytes. */
  int payloadBytes(final int connectionNumber, final long sequence) {
    return payloadBytes[(int) (SplitMix64.mix(connectionNumber) + sequence) & (LENGTH - 1)];
  }

  private void fill(final PayloadMix mix) {
    final long weights = mix.parts().stream().mapToLong(PayloadMix.Part::weight).sum();
    long seen = 0;
    for (final PayloadMix.Part part : mix.parts()) {
      final int from = (int) (seen * LENGTH / weights);
      seen += part.weight();
      final int to = (int) (seen * LENGTH / weights);
      final long sizes = (long) part.maxBytes() - part.minBytes() + 1;
      for (int i = from; i < to; i++) {
        payloadBytes[i] = (int) (part.minBytes() + sizes * (i - from) / (to - from));
      }
    }
  }

  private void shuffle(final SplittableRandom random) {
    for (int i = LENGTH - 1; i > 0; i--) {
      final int other = random.nextInt(i + 1);
      final int kept = payloadBytes[i];
      payloadBytes[i] = payloadBytes[other];
      payloadBytes[other] = kept;
    }
  }
}
