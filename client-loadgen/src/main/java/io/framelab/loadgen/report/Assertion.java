package io.framelab.loadgen.report;

/**
 * What became of an {@code --assert}. Immutable: any thread may use it.
 *
 * @param expr as given.
 * @param actual figure; nanoseconds if it is a time.
 * @param passed whether it holds.
 */
public record Assertion(String expr, double actual, boolean passed) {}
