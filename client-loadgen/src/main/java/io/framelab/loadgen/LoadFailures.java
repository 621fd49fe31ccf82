package io.framelab.loadgen;

import java.util.EnumMap;
import java.util.Map;

/**
 * What went wrong in a run, counted by kind, and the first of each in words. Any thread may call
 * it; it is touched once per connection at most, so a lock is cheap enough.
 */
final class LoadFailures {
  private final Map<ViolationKind, Long> violations = new EnumMap<>(ViolationKind.class);
  private final Runnable bell;
  private String firstViolation;
  private String firstError;
  private long timeouts;
  private long resets;

  /** Failures that wake the rig by {@code bell}. */
  LoadFailures(final Runnable bell) {
    this.bell = bell;
  }

  synchronized void violation(final Violation violation) {
    violations.merge(violation.kind(), 1L, Long::sum);
    if (firstViolation == null) {
      firstViolation = violation.getMessage();
    }
    bell.run();
  }

  synchronized void timeout(final String words) {
    timeouts++;
    keep(words);
  }

  synchronized void reset(final String words) {
    resets++;
    keep(words);
  }

  synchronized boolean any() {
    return firstViolation != null || firstError != null;
  }

  /** The first break of the protocol in words, or null. */
  synchronized String firstViolation() {
    return firstViolation;
  }

  /** The first failure that is no break of the protocol, in words, or null. */
  synchronized String firstError() {
    return firstError;
  }

  synchronized long timeouts() {
    return timeouts;
  }

  synchronized long resets() {
    return resets;
  }

  synchronized long violations() {
    return violations.values().stream().mapToLong(Long::longValue).sum();
  }

  synchronized long violations(final ViolationKind kind) {
    return violations.getOrDefault(kind, 0L);
  }

  private void keep(final String words) {
    if (firstError == null) {
      firstError = words;
    }
    bell.run();
  }
}
