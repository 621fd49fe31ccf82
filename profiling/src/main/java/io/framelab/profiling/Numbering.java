package io.framelab.profiling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Gives each distinct value a number, in the order in which they come. For one thread. */
final class Numbering<T> {
  private final Map<T, Integer> numbers = new LinkedHashMap<>();
  private final int first;

  Numbering(final int first) {
    this.first = first;
  }

  int of(final T value) {
    final Integer known = numbers.putIfAbsent(value, first + numbers.size());
    return known == null ? first + numbers.size() - 1 : known;
  }

  /** All values; the first has the first number, and so on. */
  Set<T> values() {
    return numbers.keySet();
  }
}
