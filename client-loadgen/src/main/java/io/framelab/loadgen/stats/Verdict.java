package io.framelab.loadgen.stats;

/**
 * What is said of B against A, by every verb that compares. Stateless.
 *
 * <p>A difference is claimed only if the interval of the logarithm of B / A excludes 0, and B is
 * also further from A than twice what A was seen to be from itself: {@code |log(B/A)| > 2
 * |log(A'/A)|}. The first guards against chance, the second against a sitting in which even equal
 * servers looked different. Nothing is claimed where they did so beyond chance: what made A differ
 * from itself may be in B, too.
 */
public enum Verdict {
  /** B does the same for less, or more for the same. */
  BETTER,
  /** B costs more, or does less. */
  WORSE,
  /** What was seen may be chance. It does not say that the two are equal. */
  NO_DIFFERENCE;

  /** So many times what equal servers differed by has a difference to be. */
  private static final double TIMES_CONTROL = 2;

  /**
   * Judges.
   *
   * @param effect of B, as logarithm of B / A.
   * @param control of A, as logarithm of A' / A in the same sitting; null where there was none.
   * @param goal which way is good.
   * @return the verdict.
   */
  public static Verdict of(final Interval effect, final Interval control, final Goal goal) {
    if (effect.includesZero() || control != null && isDoubtful(effect, control)) {
      return NO_DIFFERENCE;
    }
    return effect.mean() < 0 == (goal == Goal.SMALLER) ? BETTER : WORSE;
  }

  private static boolean isDoubtful(final Interval effect, final Interval control) {
    return !control.includesZero()
        || Math.abs(effect.mean()) <= TIMES_CONTROL * Math.abs(control.mean());
  }

  /**
   * For people.
   *
   * @return in words.
   */
  public String words() {
    return switch (this) {
      case BETTER -> "better";
      case WORSE -> "worse";
      case NO_DIFFERENCE -> "no difference";
    };
  }
}
