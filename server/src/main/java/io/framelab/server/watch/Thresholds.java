package io.framelab.server.watch;

import java.util.List;

/**
 * All that is watched. Immutable.
 *
 * @param list one for each trigger at most.
 */
public record Thresholds(List<Threshold> list) {
  /**
   * Checks that each trigger has one.
   *
   * @throws IllegalArgumentException if one has two; the message says which.
   */
  public Thresholds {
    list = List.copyOf(list);
    for (final Trigger trigger : Trigger.values()) {
      if (list.stream().filter(each -> each.trigger() == trigger).count() > 1) {
        throw new IllegalArgumentException(trigger.label() + " is given more than once");
      }
    }
  }

  /**
   * Whether something is watched.
   *
   * @param trigger that thing.
   * @return true if it has a threshold.
   */
  public boolean watch(final Trigger trigger) {
    return list.stream().anyMatch(each -> each.trigger() == trigger);
  }
}
