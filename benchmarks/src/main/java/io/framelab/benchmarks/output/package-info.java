/**
 * What a verb says and keeps: tables, how far it is, how long it will still take, and the files of
 * its result. Stands on nothing else of the benchmarks.
 */
package io.framelab.benchmarks.output;
