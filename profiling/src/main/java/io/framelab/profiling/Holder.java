package io.framelab.profiling;

import java.util.concurrent.TimeUnit;

/** Who records something, and until when. Immutable; two that ask for the same are two. */
final class Holder {
  private final ProfileRequest request;
  private final long endsAtNs;

  /** From now on. */
  Holder(final ProfileRequest request) {
    this.request = request;
    this.endsAtNs = System.nanoTime() + request.duration().toNanos();
  }

  /** For whoever asks meanwhile. */
  @Override
  public String toString() {
    final long left = Math.max(0, endsAtNs - System.nanoTime());
    return "the %s profile is held by %s, %d s left"
        .formatted(request.event().label(), request.holder(), TimeUnit.NANOSECONDS.toSeconds(left));
  }
}
