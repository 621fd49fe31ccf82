package io.framelab.profiling;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** Whether compiled code knows where it came from. Stateless; any thread may use it. */
final class DebugInfo {
  private static final String FLAG = "DebugNonSafepoints";

  private DebugInfo() {}

  /** What a reader of profiles should know if it does not. */
  static Optional<String> missing() {
    return isOn()
        ? Optional.empty()
        : Optional.of(
            "inlined methods and lines may be missing: the JVM runs without"
                + " -XX:+UnlockDiagnosticVMOptions -XX:+"
                + FLAG);
  }

  private static boolean isOn() {
    final HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return jvm != null && Boolean.parseBoolean(jvm.getVMOption(FLAG).getValue());
    } catch (final IllegalArgumentException e) {
      // unknown as long as diagnostic options are locked
      return false;
    }
  }
}
