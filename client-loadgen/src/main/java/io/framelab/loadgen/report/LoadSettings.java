package io.framelab.loadgen.report;

import java.util.List;

/**
 * The effective settings of a load; names are those of the flags. Those that only say where the
 * result and its metrics are shown are left out. Immutable: any thread may use it.
 *
 * @param connections in all.
 * @param threads that send.
 * @param window unacknowledged Submits per connection, 0 floods.
 * @param rate Submits per second in all; null in a closed loop.
 * @param arrival how they are spread; null in a closed loop.
 * @param durationNs to measure, 0 if requests decide.
 * @param requests to measure, 0 if the duration decides.
 * @param warmupNs before that.
 * @param payload mix of sizes.
 * @param seed of the mix and of Poisson arrivals.
 * @param timeoutNs of silence.
 * @param intervalNs between snapshots.
 * @param asserts expressions that the result is judged by.
 * @param serverMetrics where the server is asked; null if it is not.
 * @param hdrLog where the times of every interval go; null if nowhere.
 */
public record LoadSettings(
    int connections,
    int threads,
    int window,
    Long rate,
    String arrival,
    long durationNs,
    long requests,
    long warmupNs,
    String payload,
    long seed,
    long timeoutNs,
    long intervalNs,
    List<String> asserts,
    String serverMetrics,
    String hdrLog) {
  /** Results of earlier versions have no list. */
  public LoadSettings {
    asserts = asserts == null ? List.of() : List.copyOf(asserts);
  }

  /**
   * The same with the flags that the rig is not told.
   *
   * @param expressions to judge by.
   * @param metrics where the server is asked, or null.
   * @param log where times go, or null.
   * @return other settings.
   */
  public LoadSettings with(final List<String> expressions, final String metrics, final String log) {
    return new LoadSettings(
        connections,
        threads,
        window,
        rate,
        arrival,
        durationNs,
        requests,
        warmupNs,
        payload,
        seed,
        timeoutNs,
        intervalNs,
        expressions,
        metrics,
        log);
  }
}
