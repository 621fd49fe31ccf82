package io.framelab.loadgen.stats;

/**
 * What is said of B against A, by every verb that compares. Stateless.
 *
 * <p>A difference is claimed only if the interval of the logarithm of B / A excludes 0, and B is
 * also further from A than {@linkplain #doubtful what may be the sitting's}. The first guards
 * against chance, the second against a sitting in which even equal servers looked different.
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
    final boolean isChance = effect.includesZero();
    final boolean isDoubtful = control != null && Math.abs(effect.mean()) <= doubtful(control);
    if (isChance || isDoubtful) {
      return NO_DIFFERENCE;
    }
    return effect.mean() < 0 == (goal == Goal.SMALLER) ? BETTER : WORSE;
  }

  /**
   * Up to where a difference may be the sitting's, not the server's: twice what A seemed to differ
   * from itself. Where A did so beyond chance something favoured one of two equal servers, and then
   * what it can be at worst counts: the far end of the control's interval.
   *
   * @param control of A, as logarithm of A' / A.
   * @return as logarithm of a ratio, 0 or more.
   */
  public static double doubtful(final Interval control) {
    final double itself =
        control.includesZero()
            ? Math.abs(control.mean())
            : Math.max(Math.abs(control.low()), Math.abs(control.high()));
    return TIMES_CONTROL * itself;
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
