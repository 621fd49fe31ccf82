/**
 * {@code framelab compare}: two servers that take slices of the same load by turns, or figures of
 * two kept results, with an interval and a verdict. A thorough ladder settles its steps by it.
 * Stands on {@code process} and {@code output}.
 */
package io.framelab.benchmarks.compare;
