/**
 * One {@code …Benchmark} per question, run by JMH; competitors are methods of one class, and each
 * checks what it computed. The ladder is in a package of its own.
 */
package io.framelab.benchmarks;
