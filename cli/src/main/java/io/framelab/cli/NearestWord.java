package io.framelab.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what the user probably meant. Stateless. */
final class NearestWord {
  /** Two slips of the finger; more is another word. */
  private static final int MAX_EDITS = 2;

  private NearestWord() {}

  static Optional<String> to(final String typed, final Collection<String> words) {
    return words.stream()
        .filter(word -> word.length() > MAX_EDITS && edits(typed, word) <= MAX_EDITS)
        .min(Comparator.comparingInt(word -> edits(typed, word)));
  }

  /** How many letters must be added, dropped or replaced (Levenshtein's distance). */
  private static int edits(final String a, final String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      final int[] next = new int[b.length() + 1];
      next[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        final int replaced = row[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        next[j] = Math.min(replaced, Math.min(row[j], next[j - 1]) + 1);
      }
      row = next;
    }
    return row[b.length()];
  }
}
