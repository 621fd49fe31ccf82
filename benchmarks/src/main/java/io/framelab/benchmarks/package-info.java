/**
 * One {@code …Benchmark} per question, run by JMH; competitors are methods of one class, and each
 * checks what it computed. Every other verb is in a package of its own: {@code ladder}, {@code
 * compare}, and {@code docs} for {@code framelab figures}.
 */
package io.framelab.benchmarks;
