package io.framelab.metrics;

/**
 * What runs, as the labels of {@code tcp_server_build_info}. The engine is also the common label of
 * every other series. Immutable; any thread may use it.
 *
 * @param version of the jar.
 * @param commit the jar was built from, or {@code unknown}.
 * @param jdk that runs it, for example {@code 17.0.15}.
 * @param engine by its name on the command line.
 * @param transport how the engine waits for bytes, for example {@code epoll} or {@code blocking}.
 * @param allocator of the engine's buffers, for example {@code adaptive} or {@code jvm}.
 */
public record BuildLabels(
    String version, String commit, String jdk, String engine, String transport, String allocator) {}
