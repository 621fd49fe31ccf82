package io.framelab.loadgen;

import io.framelab.codec.FrameDescriptor;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which payload sizes a run sends, and how often each: {@code 64}, {@code 64-4096} or {@code
 * 64:80,1024:15,16KiB:5}. Immutable: any thread may use it.
 *
 * @param parts at least one; their weights are relative to each other.
 */
public record PayloadMix(List<Part> parts) {
  /**
   * The largest payload in bytes: with its header it fills the longest frame that any server can be
   * told to accept.
   */
  public static final int MAX_PAYLOAD_BYTES =
      FrameDescriptor.MAX_FRAME_LENGTH_LIMIT - FrameDescriptor.BODY_OFFSET;

  /** The most parts of a mix: each still gets a fair share of the size table. */
  static final int MAX_PARTS = 64;

  /** The largest weight: keeps sums of weights far from the end of an int. */
  static final int MAX_WEIGHT = 1_000_000;

  /**
   * Sizes from one bound to the other, all equally often.
   *
   * @param minBytes the smallest payload in bytes.
   * @param maxBytes the largest payload in bytes.
   * @param weight how often, relative to the other parts.
   */
  public record Part(int minBytes, int maxBytes, int weight) {
    /** Refuses what cannot be sent. */
    public Part {
      if (minBytes < 0 || maxBytes < minBytes || maxBytes > MAX_PAYLOAD_BYTES) {
        throw new IllegalArgumentException(
            "payload sizes go from 0 to " + MAX_PAYLOAD_BYTES + " bytes, the smaller one first");
      }
      if (weight < 1 || weight > MAX_WEIGHT) {
        throw new IllegalArgumentException("weights go from 1 to " + MAX_WEIGHT);
      }
    }

    private String text(final boolean weighted) {
      final String sizes = minBytes == maxBytes ? "" + minBytes : minBytes + "-" + maxBytes;
      return weighted ? sizes + ":" + weight : sizes;
    }
  }

  /** Refuses an empty mix and one with too many parts. */
  public PayloadMix {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > MAX_PARTS) {
      throw new IllegalArgumentException("a payload mix has 1 to " + MAX_PARTS + " parts");
    }
  }

  /**
   * A mix of one size.
   *
   * @param bytes of every payload.
   * @return the mix.
   * @throws IllegalArgumentException if no frame can hold that.
   */
  public static PayloadMix fixed(final int bytes) {
    return new PayloadMix(List.of(new Part(bytes, bytes, 1)));
  }

  /**
   * Reads what a user typed.
   *
   * @param text sizes in bytes or with KiB or MiB, ranges with a hyphen, weights behind a colon,
   *     parts split by commas.
   * @return the mix.
   * @throws IllegalArgumentException with a sentence for the user.
   */
  public static PayloadMix parse(final String text) {
    return PayloadMixParser.parse(text);
  }

  /** Whether every payload has the same size. */
  boolean isFixed() {
    final Part first = parts.get(0);
    return first.minBytes() == first.maxBytes()
        && parts.stream()
            .allMatch(
                part -> part.minBytes() == first.minBytes() && part.maxBytes() == first.maxBytes());
  }

  /** The mix as a user would type it. */
  @Override
  public String toString() {
    final boolean weighted = parts.size() > 1;
    return parts.stream().map(part -> part.text(weighted)).collect(Collectors.joining(","));
  }
}
