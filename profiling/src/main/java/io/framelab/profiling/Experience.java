package io.framelab.profiling;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;

/** What has been recorded until now, and what was learnt by it. Any thread may use it. */
final class Experience {
  private final AtomicLongArray made = new AtomicLongArray(ProfileEvent.values().length);
  private volatile boolean isProfilerProven;
  private volatile String shortfall;

  /** async-profiler has begun to record. */
  void profilerStarted() {
    isProfilerProven = true;
  }

  /** A recording was finished, with what a reader should know of it. */
  void finished(final ProfileEvent event, final List<String> comments) {
    made.incrementAndGet(event.ordinal());
    Shortfall.in(comments).ifPresent(words -> shortfall = event.label() + ": " + words);
  }

  /** How many recordings of a kind were finished. */
  long made(final ProfileEvent event) {
    return made.get(event.ordinal());
  }

  /** What works here, and what did not lately. */
  List<Fact> facts(final Optional<String> whyNoProfiler, final String folder) {
    final List<Fact> facts =
        WhatWorks.of(
            KernelAccess.read(Path.of("/proc")),
            whyNoProfiler,
            JfrRecorder.isPartOfThisJava(),
            isProfilerProven,
            folder);
    Optional.ofNullable(shortfall).ifPresent(words -> facts.add(new Fact("lately cut", words)));
    return facts;
  }
}
