/** Benchmarks. */
package io.framelab.benchmarks;
