package io.framelab.benchmarks;

import java.util.List;
import java.util.Map;

/**
 * A profile of one benchmark with one set of parameters, from a run of its own. The components are
 * the schema: JSON has their names, in their order. Files are named as seen from the folder of the
 * result. Immutable.
 *
 * @param benchmark class and method.
 * @param mode that it ran in, as JMH abbreviates it.
 * @param params by name.
 * @param event {@code cpu}, or {@code alloc} for what was allocated.
 * @param pprof the file for {@code go tool pprof}.
 * @param flamegraph the page that draws it.
 * @param comments what a reader should know of how it was recorded.
 */
record BenchProfile(
    String benchmark,
    String mode,
    Map<String, String> params,
    String event,
    String pprof,
    String flamegraph,
    List<String> comments) {}
