package io.framelab.profiling;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the settings in a recording say about how far it can be trusted, for people. Stateless; any
 * thread may use it.
 */
final class EngineNotes {
  private static final String ENGINE = "engine";
  private static final String PERF_EVENTS = "perf_events";
  private static final String KERNEL_SYMBOLS = "kernelSymbols";

  private EngineNotes() {}

  /** Only async-profiler names its engine. */
  static boolean isByTheJdk(final Map<String, String> settings) {
    return !settings.containsKey(ENGINE);
  }

  /** Of what its recorder knows, a recording tells nothing. */
  static List<String> ofTheJdk(final ProfileEvent event) {
    final String by = "recorded by the JDK's flight recorder: async-profiler could not be had";
    return event == ProfileEvent.CPU
        ? List.of(
            by
                + "; no frames of native code and of the kernel, and before JDK 25 a few threads at"
                + " each moment, not processor time")
        : List.of(by);
  }

  static List<String> of(final ProfileEvent event, final Map<String, String> settings) {
    final List<String> notes = new ArrayList<>();
    final String engine = settings.get(ENGINE);
    // recordings of memory have a word for none
    if (engine == null || event != ProfileEvent.CPU && event != ProfileEvent.WALL) {
      return notes;
    }
    notes.add("engine: " + engine);
    if (event == ProfileEvent.CPU) {
      if (!PERF_EVENTS.equals(engine)) {
        notes.add(
            "no kernel frames: the system gives no perf events"
                + " (sysctl kernel.perf_event_paranoid=1, or CAP_PERFMON)");
      } else if (!"true".equals(settings.get(KERNEL_SYMBOLS))) {
        notes.add("no kernel frames: the system hides their names (sysctl kernel.kptr_restrict=0)");
      }
    }
    return notes;
  }
}
