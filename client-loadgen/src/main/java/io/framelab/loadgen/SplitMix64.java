package io.framelab.loadgen;

/**
 * The generator of Steele, Lea and Flood (Fast Splittable Pseudorandom Number Generators, OOPSLA
 * 2014), whose numbers are a pure function of where it stands. Stateless: any thread may use it.
 */
final class SplitMix64 {
  /** From one state to the next. */
  static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

  private SplitMix64() {}

  /** The number at a state: neighbours have nothing in common. */
  static long mix(final long state) {
    final long once = (state ^ state >>> 30) * 0xbf58476d1ce4e5b9L;
    final long twice = (once ^ once >>> 27) * 0x94d049bb133111ebL;
    return twice ^ twice >>> 31;
  }
}
