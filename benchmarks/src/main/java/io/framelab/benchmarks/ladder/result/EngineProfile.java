package io.framelab.benchmarks.ladder.result;

import java.util.List;

/**
 * A profile of an engine under the load of the ladder, taken when nothing was measured. The
 * components are the schema: JSON has their names, in their order. Files are named as seen from the
 * folder of the result. Immutable.
 *
 * @param engine that was profiled.
 * @param event {@code cpu}, or {@code alloc} for what was allocated.
 * @param requests that were answered meanwhile.
 * @param pprof the file for {@code go tool pprof}.
 * @param flamegraph the page that draws it.
 * @param against the engine that it comes from; null if that was not profiled.
 * @param diff the page that draws what has changed since that engine; null if there is none.
 * @param comments what a reader should know of how it was recorded.
 */
public record EngineProfile(
    String engine,
    String event,
    long requests,
    String pprof,
    String flamegraph,
    String against,
    String diff,
    List<String> comments) {
  /**
   * The same, compared.
   *
   * @param parent the engine that it comes from.
   * @param page that draws what has changed.
   * @return another record.
   */
  public EngineProfile against(final String parent, final String page) {
    return new EngineProfile(engine, event, requests, pprof, flamegraph, parent, page, comments);
  }
}
