/**
 * Any server as a process of its own, an engine of ours or another program, and what can be seen of
 * it from outside: when it is ready, what CPU time, memory and system calls it takes, and what it
 * says at {@code /metrics}. Stands on nothing else of the benchmarks.
 */
package io.framelab.benchmarks.process;
