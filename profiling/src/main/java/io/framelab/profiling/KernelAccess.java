package io.framelab.profiling;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What the kernel lets this process see of itself, by its own word: async-profiler decides by the
 * same which engine records and whether it knows the kernel's functions. Immutable.
 *
 * @param paranoid the setting kernel.perf_event_paranoid; empty where the kernel has none.
 * @param kptrRestrict the setting kernel.kptr_restrict; empty likewise.
 * @param capabilities of this process, a bit each.
 * @param showsNames whether the kernel tells where its functions are.
 * @param isFiltered whether some system calls are forbidden, as containers do it; perf events may
 *     be among them.
 */
record KernelAccess(
    OptionalInt paranoid,
    OptionalInt kptrRestrict,
    long capabilities,
    boolean showsNames,
    boolean isFiltered) {
  private static final String PARANOID = "kernel.perf_event_paranoid";
  private static final String KPTR_RESTRICT = "kernel.kptr_restrict";
  private static final long CAP_SYS_ADMIN = 1L << 21;
  private static final long CAP_PERFMON = 1L << 38;

  /** At most so paranoid, and everybody may look into the kernel. */
  private static final int TRUSTFUL = 1;

  /** Asks the kernel anew: an administrator may change it at any time. */
  static KernelAccess read(final Path proc) {
    final Path settings = proc.resolve("sys").resolve("kernel");
    final Path status = proc.resolve("self").resolve("status");
    final String capabilities = valueOf("CapEff", status);
    return new KernelAccess(
        number(firstLine(settings.resolve("perf_event_paranoid"))),
        number(firstLine(settings.resolve("kptr_restrict"))),
        capabilities.matches("\\p{XDigit}{1,16}") ? Long.parseUnsignedLong(capabilities, 16) : 0,
        firstLine(proc.resolve("kallsyms")).matches("0*[1-9a-f]\\p{XDigit}* .*"),
        "2".equals(valueOf("Seccomp", status)));
  }

  /** Whether the kernel counts for this process. */
  boolean hasPerfEvents() {
    return paranoid.isPresent()
        && (paranoid.getAsInt() <= TRUSTFUL || (capabilities & (CAP_PERFMON | CAP_SYS_ADMIN)) != 0);
  }

  /** What records the processor, for people. */
  String engine() {
    if (hasPerfEvents()) {
      return isFiltered ? "perf events, or ctimer if this container forbids them" : "perf events";
    }
    return paranoid.isEmpty()
        ? "timers: this system has no perf events"
        : "ctimer, a timer for each thread: %s is %d and this process has no CAP_PERFMON"
            .formatted(PARANOID, paranoid.getAsInt());
  }

  /** Whether profiles of the processor go on into the kernel; if not, why, and what would help. */
  String frames() {
    if (hasPerfEvents() && showsNames) {
      return isFiltered ? "yes, unless this container forbids perf events" : "yes";
    }
    final List<String> reasons = new ArrayList<>();
    final List<String> wanted = new ArrayList<>();
    if (paranoid.isPresent() && paranoid.getAsInt() > TRUSTFUL) {
      // it hides the names, too
      reasons.add(PARANOID + " is " + paranoid.getAsInt());
      wanted.add(PARANOID + "=" + TRUSTFUL);
    }
    if (!showsNames && kptrRestrict.isPresent() && kptrRestrict.getAsInt() > 0) {
      reasons.add(KPTR_RESTRICT + " is " + kptrRestrict.getAsInt());
      wanted.add(KPTR_RESTRICT + "=0");
    }
    if (paranoid.isEmpty() || wanted.isEmpty()) {
      return "no: this system does not tell";
    }
    return "no: %s; to allow them: sysctl %s, or the capabilities PERFMON and SYSLOG"
        .formatted(String.join(" and ", reasons), String.join(" ", wanted));
  }

  private static OptionalInt number(final String text) {
    return text.matches("-?\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(text))
        : OptionalInt.empty();
  }

  /** Of a file of lines NAME: VALUE; empty if it has no such line. */
  private static String valueOf(final String name, final Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1).stream()
          .filter(line -> line.startsWith(name + ":"))
          .map(line -> line.substring(name.length() + 1).trim())
          .findFirst()
          .orElse("");
    } catch (final IOException e) {
      return "";
    }
  }

  /** Empty if the file cannot be read; it may be long. */
  private static String firstLine(final Path file) {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
      final String line = in.readLine();
      return line == null ? "" : line.trim();
    } catch (final IOException e) {
      return "";
    }
  }
}
