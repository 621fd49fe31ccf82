package io.framelab.server.watch;

/**
 * What a trigger must be above. Immutable.
 *
 * @param trigger what is read.
 * @param limit in the unit of the trigger: per cent, a number, or milliseconds.
 */
public record Threshold(Trigger trigger, double limit) {
  /**
   * Checks that it can be crossed, and that there is something below it.
   *
   * @throws IllegalArgumentException if not; the message says what can.
   */
  public Threshold {
    // so that NaN is refused, too
    if (!(limit >= 1 && limit <= trigger.max())) {
      throw new IllegalArgumentException(
          "%s: expected from %s to %s"
              .formatted(trigger.label(), trigger.text(1), trigger.text(trigger.max())));
    }
  }

  /** As flags spell it. */
  @Override
  public String toString() {
    return trigger.label() + ">" + trigger.text(limit);
  }
}
