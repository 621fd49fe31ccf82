package io.framelab.benchmarks.process;

import io.framelab.cli.RunFailure;
import io.framelab.server.Engine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One server: an engine of ours, which is a rung of the ladder, or any program that speaks the
 * protocol. Immutable.
 *
 * @param name of the engine, or the one that the user gave.
 * @param parent name of the engine that it comes from; null if it comes from none.
 * @param change the one thing that it changes; null for programs that are not ours.
 * @param command words in which {@code {port}} and {@code {metrics}} stand for ports.
 * @param ours whether it says when it is ready and counts what it allocates.
 * @param transport how it waits for bytes; null if only the server itself can tell.
 * @param threads how many; null if only the server itself can tell.
 */
public record Rung(
    String name,
    String parent,
    String change,
    List<String> command,
    boolean ours,
    String transport,
    String threads) {
  private static final String PORT = "{port}";
  private static final String METRICS = "{metrics}";

  /** So that inlined methods and lines are in a profile. */
  private static final List<String> DEBUG_INFO =
      List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+DebugNonSafepoints");

  /**
   * A server of which nothing is known before it runs.
   *
   * @param name of it.
   * @param parent name of the engine that it comes from, or null.
   * @param change the one thing that it changes, or null.
   * @param command words in which {@code {port}} and {@code {metrics}} stand for ports.
   * @param ours whether it says when it is ready and counts what it allocates.
   */
  public Rung(
      final String name,
      final String parent,
      final String change,
      final List<String> command,
      final boolean ours) {
    this(name, parent, change, command, ours, null, null);
  }

  /**
   * The bare C server, with as many loops as our event-loop engines have.
   *
   * @param program that was built.
   * @param threads loops.
   * @return the server.
   */
  public static Rung yardstick(final Path program, final int threads) {
    final String loops = Integer.toString(threads);
    return new Rung(
        Yardstick.NAME,
        null,
        "the yardstick: a bare epoll server in C, with no handler, no metrics and no limits",
        List.of(program.toString(), PORT, loops),
        false,
        "epoll",
        loops);
  }

  /**
   * An engine of ours, on the flags that it ships with.
   *
   * @param engine which.
   * @param serve the words that start our server, up to its flags.
   * @return the server.
   */
  public static Rung of(final Engine engine, final List<String> serve) {
    final List<String> flags =
        List.of("--engine", engine.engineName(), "--port", PORT, "--metrics", METRICS);
    return new Rung(
        engine.engineName(),
        engine.parent().map(Engine::engineName).orElse(null),
        engine.change(),
        Stream.concat(serve.stream(), flags.stream()).toList(),
        true);
  }

  /**
   * Any other program.
   *
   * @param nameAndCommand {@code name=command}.
   * @return the server.
   * @throws RunFailure for the user, if it is no such thing.
   */
  public static Rung foreign(final String nameAndCommand) {
    final int equals = nameAndCommand.indexOf('=');
    if (equals < 1) {
      throw refused(nameAndCommand, "expected name=command");
    }
    final List<String> command = words(nameAndCommand, nameAndCommand.substring(equals + 1));
    if (command.stream().noneMatch(word -> word.contains(PORT))) {
      throw refused(nameAndCommand, "its command has no " + PORT + " to listen on");
    }
    return new Rung(nameAndCommand.substring(0, equals).strip(), null, null, command, false);
  }

  private static List<String> words(final String nameAndCommand, final String command) {
    try {
      return CommandWords.split(command);
    } catch (final IllegalArgumentException e) {
      throw refused(nameAndCommand, e.getMessage());
    }
  }

  private static RunFailure refused(final String nameAndCommand, final String reason) {
    return RunFailure.usage("--server '" + nameAndCommand + "': " + reason);
  }

  /**
   * The same engine of ours, such that it can be profiled: with a port of its own for that, and
   * compiled code that knows which line it came from. Never measured.
   *
   * @return another server.
   */
  public Rung profiled() {
    final List<String> words = new ArrayList<>(command);
    // The launcher adds the flags by itself.
    final int jar = words.indexOf("-jar");
    words.addAll(Math.max(0, jar), jar < 0 ? List.of() : DEBUG_INFO);
    words.addAll(List.of("--pprof", "0"));
    return new Rung(name, parent, change, List.copyOf(words), ours, transport, threads);
  }

  /** The words to start it with. */
  List<String> command(final Ports ports) {
    return command.stream()
        .map(word -> word.replace(PORT, Integer.toString(ports.port())))
        .map(word -> word.replace(METRICS, Integer.toString(ports.metrics())))
        .toList();
  }

  /**
   * What a result says of how it was started.
   *
   * @return the command as the user gave it; null of our engines and of the yardstick, which the
   *     commit tells of, and whose words are paths of this machine.
   */
  public List<String> given() {
    return ours || change != null ? null : command;
  }

  /**
   * For people.
   *
   * @return what to call it in a sentence.
   */
  public String title() {
    return ours ? "engine " + name : "server " + name;
  }
}
