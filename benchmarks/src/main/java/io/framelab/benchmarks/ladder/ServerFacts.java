package io.framelab.benchmarks.ladder;

import java.util.List;

/**
 * What is known of a server besides its figures; null is what only our server tells. Immutable.
 *
 * @param name of the server.
 * @param parent the engine that it comes from.
 * @param change the one thing that it changes.
 * @param transport how it waits for bytes.
 * @param threads how many, or of what kind.
 * @param jvmFlags that it ran with.
 */
record ServerFacts(
    String name,
    String parent,
    String change,
    String transport,
    String threads,
    List<String> jvmFlags) {
  static ServerFacts of(final Rung rung, final ServerProcess server) {
    return new ServerFacts(
        rung.name(),
        rung.parent(),
        rung.change(),
        server.ready().map(ReadyLine::transport).orElse(null),
        server.ready().map(ReadyLine::threads).orElse(null),
        server.jvmFlags());
  }
}
