package io.framelab.profiling;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Each may be taken by one holder, and a holder may take several. Any thread may use it. */
final class Places {
  private final Map<String, Holder> holders = new LinkedHashMap<>();

  /** Takes a place; if it is taken, it stays with whom it answers. */
  synchronized Optional<Holder> take(final String place, final Holder holder) {
    return Optional.ofNullable(holders.putIfAbsent(place, holder));
  }

  /** Leaves one place. */
  synchronized void leave(final String place, final Holder holder) {
    holders.remove(place, holder);
  }

  /** Leaves all places that it has taken. */
  synchronized void leaveAll(final Holder holder) {
    holders.values().removeIf(holder::equals);
  }

  /** Whoever has a place, once each. */
  synchronized List<String> holders() {
    return holders.values().stream().distinct().map(Holder::toString).toList();
  }
}
