package io.framelab.loadgen.report;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Map;

/**
 * What came out of a run. The components are the schema: JSON has their names, in their order, and
 * {@code result.schema.json} beside this class says so to programs. Durations are nanoseconds.
 * Immutable: any thread may use it.
 *
 * @param schemaVersion of this shape; counts up when a name changes or goes.
 * @param tool that wrote it.
 * @param env where it ran.
 * @param startedAt ISO 8601, in UTC.
 * @param target that was loaded.
 * @param config every effective setting.
 * @param timing how long.
 * @param throughput of the measured window.
 * @param latencyNs of the measured window.
 * @param verify what was verified, over the whole run.
 * @param errors by kind, over the whole run.
 * @param generator how the generator itself did in the measured window.
 * @param server what the server says of itself; null if it was not asked.
 * @param intervals of the measured window.
 * @param asserts what became of each.
 * @param valid whether the figures mean what they say.
 * @param invalidReasons why not.
 * @param notes what a reader should know besides.
 */
@JsonPropertyOrder({"schemaVersion", "kind"})
@JsonIgnoreProperties(value = "kind", allowGetters = true)
public record LoadResult(
    int schemaVersion,
    Tool tool,
    Env env,
    String startedAt,
    Target target,
    LoadSettings config,
    Timing timing,
    Throughput throughput,
    LatencyNs latencyNs,
    Verify verify,
    Errors errors,
    Generator generator,
    ServerSide server,
    List<Interval> intervals,
    List<Assertion> asserts,
    boolean valid,
    List<String> invalidReasons,
    List<String> notes) {
  /** The version of the schema that all verbs of this version write. */
  public static final int SCHEMA_VERSION = 3;

  /**
   * The most intervals that a run may be asked for: each takes up to 300 bytes of JSON, and a
   * result has to be small enough for {@code framelab report}.
   */
  public static final int MAX_INTERVALS = 200_000;

  /** How the note begins that a rate was missed because of the server. */
  public static final String SERVER_LIMITED = "server-limited";

  /** Above this share of its CPU a sending thread is what limits the rate, not the server. */
  private static final double GENERATOR_BOUND_SHARE = 0.9;

  /**
   * Which of the schema's kinds of result this is.
   *
   * @return the same for every load.
   */
  @JsonProperty
  public String kind() {
    return "load";
  }

  /**
   * How much of the CPU that it could have the sending threads used.
   *
   * @return 0 to 1.
   */
  public double cpuShare() {
    return (double) generator.cpuNs / Math.max(1, timing.measuredNs) / config.threads();
  }

  /**
   * The same with what the rig knows nothing of.
   *
   * @param settings with the flags that it is not told.
   * @param judged one per {@code --assert}.
   * @return another result.
   */
  public LoadResult with(final LoadSettings settings, final List<Assertion> judged) {
    return new LoadResult(
        schemaVersion,
        tool,
        env,
        startedAt,
        target,
        settings,
        timing,
        throughput,
        latencyNs,
        verify,
        errors,
        generator,
        server,
        intervals,
        judged,
        valid,
        invalidReasons,
        notes);
  }

  /**
   * Whether a rate was missed because windows were full or sockets blocked: valid, and said.
   *
   * @return false in a closed loop.
   */
  @JsonIgnore
  public boolean isServerLimited() {
    return notes.stream().anyMatch(note -> note.startsWith(SERVER_LIMITED));
  }

  /**
   * Whether the generator, not the server, was what limited the rate.
   *
   * @param cpuShare of the sending threads, 0 to 1.
   * @return true above nine tenths.
   */
  public static boolean isGeneratorBound(final double cpuShare) {
    return cpuShare > GENERATOR_BOUND_SHARE;
  }

  /**
   * The program.
   *
   * @param name of the program.
   * @param version of the build.
   * @param commit of the build.
   */
  public record Tool(String name, String version, String commit) {}

  /**
   * The machine and the virtual machine.
   *
   * @param os name.
   * @param kernel release.
   * @param cpuModel as the system names it.
   * @param cores that the virtual machine may use.
   * @param jdk version and vendor.
   * @param jvmFlags as given.
   */
  public record Env(
      String os, String kernel, String cpuModel, int cores, String jdk, List<String> jvmFlags) {}

  /**
   * The server under load.
   *
   * @param host as given.
   * @param port as given.
   */
  public record Target(String host, int port) {}

  /**
   * How long.
   *
   * @param warmupNs that the warm-up really took.
   * @param measuredNs that the measured window really took.
   */
  public record Timing(long warmupNs, long measuredNs) {}

  /**
   * Rates of the measured window.
   *
   * @param askedPerSec null in a closed loop, which asks for no rate.
   * @param sentPerSec Submits per second.
   * @param ackedPerSec acks per second.
   * @param held Submits that were due before window and socket let them leave; 0 in a closed loop.
   * @param unsent Submits that were due and never left; 0 in a closed loop.
   * @param bytesIn read in the window.
   * @param bytesOut written in the window.
   */
  public record Throughput(
      Double askedPerSec,
      double sentPerSec,
      double ackedPerSec,
      long held,
      long unsent,
      long bytesIn,
      long bytesOut) {}

  /**
   * Times by clock.
   *
   * @param response from the intended send to the ack; null in a closed loop, which has no intended
   *     send times.
   * @param service from the actual send to the ack.
   */
  public record LatencyNs(Spectrum response, Spectrum service) {
    /**
     * The clock to look at first.
     *
     * @return response time where there is one, else service time.
     */
    public Spectrum headline() {
      return response == null ? service : response;
    }
  }

  /**
   * What was verified.
   *
   * @param sent Submits.
   * @param acked acks that were the right ones.
   * @param missing acks that never came.
   * @param duplicate acks of what was acknowledged before.
   * @param reordered acks before their elder's.
   * @param badId acks of what was never sent there.
   * @param results acks by result.
   */
  public record Verify(
      long sent,
      long acked,
      long missing,
      long duplicate,
      long reordered,
      long badId,
      Map<String, Long> results) {}

  /**
   * Connections that failed.
   *
   * @param connect could not be opened.
   * @param timeout stayed silent.
   * @param reset were reset or lost.
   * @param protocol broke the protocol.
   */
  public record Errors(long connect, long timeout, long reset, long protocol) {}

  /**
   * The generator's own health in the measured window.
   *
   * @param cpuNs of the sending threads.
   * @param spinNs of it, what went into waiting for a Submit to become due.
   * @param scheduleLagNs how late it was with Submits that nothing else held up; null in a closed
   *     loop.
   * @param stallNs that they were away for 10 ms and more at a time, added up.
   * @param gcPauseNs of the whole process.
   * @param allocatedBytes by the sending threads.
   */
  public record Generator(
      long cpuNs,
      long spinNs,
      Lag scheduleLagNs,
      Long stallNs,
      long gcPauseNs,
      long allocatedBytes) {}

  /**
   * How late Submits left.
   *
   * @param p99 percentile 99.
   * @param max the latest.
   */
  public record Lag(long p99, long max) {}

  /**
   * One interval.
   *
   * @param endNs from the beginning of the load to its end.
   * @param lengthNs of it.
   * @param sentPerSec Submits per second.
   * @param ackedPerSec acks per second.
   * @param inFlight at its end.
   * @param p50 median of the response time in an open loop, else of the service time; null if no
   *     ack came.
   * @param p99 of the same.
   * @param max of the same.
   * @param lag the most that the generator was late; null in a closed loop.
   */
  public record Interval(
      long endNs,
      long lengthNs,
      double sentPerSec,
      double ackedPerSec,
      long inFlight,
      Long p50,
      Long p99,
      Long max,
      Long lag) {}
}
