package io.framelab.profiling;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What can be recorded here and how, as far as that is known without recording anything. Stateless;
 * any thread may use it.
 */
final class WhatWorks {
  private static final String NOT_TRIED = "; expected, async-profiler was not asked for yet";

  private static final String SHARES =
      "async-profiler records profile, allocs, heap and flame graphs, one at a time; the JDK all"
          + " others, and profile and allocs while async-profiler is busy.";

  private static final String ALONE =
      "async-profiler records profile, allocs, heap and flame graphs, one at a time.";

  private static final String JDK_INSTEAD =
      "The JDK records profile and allocs instead; there is no heap.";

  private WhatWorks() {}

  /**
   * All that is worth knowing.
   *
   * @param kernel what it allows.
   * @param whyNoProfiler why async-profiler cannot be had; empty if it can, or was not wanted yet.
   * @param hasJdk whether the JDK's flight recorder is there.
   * @param isProven whether async-profiler has recorded here.
   * @param folder where recordings are, for people.
   * @return a list that may be added to.
   */
  static List<Fact> of(
      final KernelAccess kernel,
      final Optional<String> whyNoProfiler,
      final boolean hasJdk,
      final boolean isProven,
      final String folder) {
    final List<Fact> facts = new ArrayList<>();
    if (whyNoProfiler.isPresent()) {
      facts.add(new Fact("processor", hasJdk ? "the JDK's sampler" : "nothing here can record it"));
      facts.add(new Fact("kernel frames", "no: only async-profiler sees them"));
      facts.add(new Fact("recorders", whyNoProfiler.get() + (hasJdk ? ". " + JDK_INSTEAD : "")));
    } else {
      final String expected = isProven ? "" : NOT_TRIED;
      facts.add(new Fact("processor", kernel.engine() + expected));
      facts.add(new Fact("kernel frames", kernel.frames()));
      facts.add(new Fact("recorders", hasJdk ? SHARES : ALONE));
    }
    if (!hasJdk) {
      facts.add(
          new Fact(
              "flight recorder",
              "missing: this Java has no module jdk.jfr, so there is no block, mutex and trace"));
    }
    facts.add(new Fact("inlined methods", DebugInfo.missing().orElse("shown, with lines")));
    facts.add(new Fact("recordings", folder));
    return facts;
  }

  /** Before one of the places was tried. */
  static String willBeIn(final List<Path> places) {
    return "not made yet; while they last they will be in the first of these that can be written: "
        + String.join(", ", places.stream().map(Path::toString).toList());
  }
}
