package io.framelab.loadgen.report;

import java.util.List;

/**
 * What {@code framelab compare} writes. The components are the schema: JSON has their names, in
 * their order. Immutable: any thread may use it.
 *
 * @param schemaVersion of this shape; counts up when a name changes or goes.
 * @param kind {@value #KIND}: tells it from what other verbs write.
 * @param tool that wrote it.
 * @param env where it ran.
 * @param startedAt ISO 8601, in UTC.
 * @param config how every server was loaded; null where figures come from files.
 * @param servers that were compared; empty where figures come from files.
 * @param notes what a reader should know besides.
 * @param comparisons with intervals, verdicts and raw slices.
 */
public record CompareResult(
    int schemaVersion,
    String kind,
    LoadResult.Tool tool,
    LoadResult.Env env,
    String startedAt,
    Config config,
    List<Server> servers,
    List<String> notes,
    List<Comparison> comparisons) {
  /** The version of the schema that this code writes. */
  public static final int SCHEMA_VERSION = LoadResult.SCHEMA_VERSION;

  /** What {@code kind} says. */
  public static final String KIND = "compare";

  /**
   * How servers were loaded by turns.
   *
   * @param rounds each with fresh processes.
   * @param turns of a round, each a slice for A, B and the control.
   * @param warmupNs of load that each process gets before the first slice.
   * @param sliceNs of load in a slice, before the last acks are awaited.
   * @param connections to each process.
   * @param window unacknowledged Submits per connection, 0 floods.
   * @param payload mix of sizes.
   */
  public record Config(
      int rounds,
      int turns,
      long warmupNs,
      long sliceNs,
      int connections,
      int window,
      String payload) {
    /**
     * The shape of their load.
     *
     * @return without how long it lasted.
     */
    public Comparison.Shape shape() {
      return new Comparison.Shape(connections, window, payload);
    }
  }

  /**
   * One of the servers.
   *
   * @param name that the user gave it.
   * @param command words that started it, with {@code {port}} as it was given.
   * @param transport how it waits for bytes; null if it does not tell.
   * @param threads how many, or of what kind; null if it does not tell.
   * @param jvmFlags of its JVM, as far as the system shows them.
   */
  public record Server(
      String name, List<String> command, String transport, String threads, List<String> jvmFlags) {}
}
