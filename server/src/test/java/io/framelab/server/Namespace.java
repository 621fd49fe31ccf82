package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * A host of its own beside this one, and a wire to it: a network namespace behind a veth pair. Only
 * root may have one. What it made is gone once it is closed.
 */
final class Namespace implements AutoCloseable {
  /** From the block for benchmarks, so nobody's; one network of four addresses for each process. */
  private static final String NETWORK = "198.18.";

  private final List<Process> processes = new ArrayList<>();
  private final String name = "framelab" + ProcessHandle.current().pid();
  private final String outerEnd = "fl" + ProcessHandle.current().pid();
  private final String innerEnd = outerEnd + "i";
  private final String outerAddress;
  private final String innerAddress;

  private Namespace() {
    final long number = ProcessHandle.current().pid() % (256 * 64);
    final String network = NETWORK + number / 64 + ".";
    outerAddress = network + (number % 64 * 4 + 1);
    innerAddress = network + (number % 64 * 4 + 2);
  }

  /** Makes it; skips the test if that is not allowed here. */
  static Namespace assumeAllowed() {
    final Namespace namespace = new Namespace();
    boolean made = false;
    try {
      final String refusal = namespace.make();
      Assumptions.assumeTrue(
          refusal.isEmpty(), "no network namespace can be made here: " + refusal);
      made = true;
      return namespace;
    } finally {
      if (!made) {
        namespace.close();
      }
    }
  }

  /** Returns what was said if it could not be made, and nothing else. */
  private String make() {
    final List<String> steps =
        List.of(
            "netns add " + name,
            "link add " + outerEnd + " type veth peer name " + innerEnd + " netns " + name,
            "addr add " + outerAddress + "/30 dev " + outerEnd,
            "link set " + outerEnd + " up",
            "-n " + name + " addr add " + innerAddress + "/30 dev " + innerEnd,
            "-n " + name + " link set " + innerEnd + " up");
    for (final String step : steps) {
      final String refusal = ip(step);
      if (!refusal.isEmpty()) {
        return refusal;
      }
    }
    return "";
  }

  /** The address of this host that is reached from there. */
  String outerAddress() {
    return outerAddress;
  }

  /** The wire is cut: nothing arrives any more at either end, and nobody is told. */
  void cut() {
    // the far end, so that this host still has a route, as one would whose peer lost power
    assertThat(ip("-n " + name + " link set " + innerEnd + " down")).isEmpty();
  }

  /** Runs a script of bash there, and returns the first line that it writes; it may go on. */
  String firstLineOf(final String script) throws IOException {
    final Process process =
        new ProcessBuilder("ip", "netns", "exec", name, "bash", "-c", script)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    processes.add(process);
    final String line =
        new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))
            .readLine();
    return line == null ? "" : line;
  }

  /** Whether a connection from there succeeds. */
  boolean reaches(final String address, final int port) throws IOException {
    final String attempt = "exec 3<>/dev/tcp/" + address + "/" + port;
    final String answer = firstLineOf("(" + attempt + ") && echo reached || echo refused");
    assertThat(answer).isIn("reached", "refused");
    return answer.equals("reached");
  }

  @Override
  public void close() {
    for (final Process process : processes) {
      process.destroyForcibly();
    }
    // a wire goes with either of its ends, a namespace only once nobody is in it
    ip("link del " + outerEnd);
    ip("netns del " + name);
  }

  /**
   * Returns what was said against it; empty if it was done. Takes a moment, so is not broken off.
   */
  private static String ip(final String arguments) {
    final List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments.split(" ")));
    try {
      final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      final String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      final int exitCode = process.onExit().join().exitValue();
      return exitCode == 0 ? "" : String.join(" ", command) + ": " + said;
    } catch (final IOException e) {
      return e.getMessage();
    }
  }
}
