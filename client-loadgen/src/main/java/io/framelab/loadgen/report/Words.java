package io.framelab.loadgen.report;

import java.util.Locale;

/** Figures as people read them, the same everywhere and in every locale. Stateless. */
public final class Words {
  /** Stands where there is no figure. */
  public static final String NONE = "–";

  private Words() {}

  /**
   * Formats in no locale but the programs' own.
   *
   * @param format as {@link String#format(String, Object...)} takes it.
   * @param values to fill in.
   * @return the text.
   */
  public static String text(final String format, final Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  /**
   * A count.
   *
   * @param count any.
   * @return with a comma every three digits.
   */
  public static String count(final double count) {
    return String.format(Locale.ROOT, "%,.0f", count);
  }

  /**
   * A measured time.
   *
   * @param ns nanoseconds.
   * @return four digits or so, with the unit that fits.
   */
  public static String time(final long ns) {
    if (ns < 1_000) {
      return ns + " ns";
    }
    if (ns < 1_000_000) {
      return scaled(ns / 1e3) + " us";
    }
    return ns < 1_000_000_000 ? scaled(ns / 1e6) + " ms" : scaled(ns / 1e9) + " s";
  }

  /**
   * A time that may not be known.
   *
   * @param ns nanoseconds, or null.
   * @return {@link #NONE} in place of null.
   */
  public static String time(final Long ns) {
    return ns == null ? NONE : time(ns.longValue());
  }

  /**
   * A share.
   *
   * @param share 0 to 1.
   * @return in percent.
   */
  public static String percent(final double share) {
    return String.format(Locale.ROOT, "%.0f %%", share * 100);
  }

  private static String scaled(final double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
