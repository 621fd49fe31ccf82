/**
 * Flags, layered configuration, exit codes and one-line errors, the same for every program.
 *
 * <p>A program annotates a {@code Callable<Integer>} with picocli's annotations and hands it to
 * {@link io.framelab.cli.CommandRunner}. Field types choose the grammar: {@code int} and {@code
 * long} are counts ({@code 10k}), {@link java.time.Duration} takes {@code 1ms}, {@link
 * io.framelab.cli.Endpoint} takes {@code [HOST:]PORT|off}, {@link io.framelab.cli.Target} takes
 * {@code HOST:PORT}; a size in bytes names {@link io.framelab.cli.SizeConverter}.
 */
package io.framelab.cli;
