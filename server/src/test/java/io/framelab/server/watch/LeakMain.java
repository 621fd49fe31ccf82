package io.framelab.server.watch;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** Fills most of its heap with what stays in use, and says how much of it is said to be in use. */
final class LeakMain {
  /** Per cent of the heap that it should be told of at least. */
  static final double TOLD = 70;

  private static final int LEAKED = 80;
  private static final int PIECE_BYTES = 10_000;

  /**
   * Pieces that nobody keeps, for each that is kept: there are many collections, but no full one.
   */
  private static final int GARBAGE = 50;

  /** So many pieces more until it gives up: collectors take their time to look at what is old. */
  private static final int PATIENCE = 1_000_000;

  private static volatile byte[] garbage;

  private LeakMain() {}

  /** Takes no arguments. */
  public static void main(final String[] args) {
    final long pieces = Runtime.getRuntime().maxMemory() / 100 * LEAKED / PIECE_BYTES;
    final List<byte[]> leak = new ArrayList<>();
    while (leak.size() < pieces) {
      leak.add(new byte[PIECE_BYTES]);
      litter(GARBAGE);
    }
    final HeapInUse inUse = new HeapInUse();
    for (int i = 0; i < PATIENCE && !(inUse.getAsDouble() > TOLD); i += GARBAGE) {
      litter(GARBAGE);
    }
    System.out.println(inUse.getAsDouble());
    Reference.reachabilityFence(leak);
  }

  private static void litter(final int pieces) {
    for (int i = 0; i < pieces; i++) {
      garbage = new byte[PIECE_BYTES];
    }
  }
}
