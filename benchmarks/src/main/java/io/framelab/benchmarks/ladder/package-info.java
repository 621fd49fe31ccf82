/**
 * The ladder: every engine by turns as a fresh process under the same verified load, with what each
 * step costs and brings. Other programs that speak the protocol may stand beside them. Stands on
 * {@code ladder.result}, for what it finds, and on {@code compare}, {@code process} and {@code
 * output}.
 */
package io.framelab.benchmarks.ladder;
