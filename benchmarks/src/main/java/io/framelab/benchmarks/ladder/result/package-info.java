/**
 * What a ladder found: the record that becomes JSON, what it comes to, and its tables for the
 * terminal, for a page of its own and for the pages of docs. Stands on {@code compare}, whose
 * comparisons settle its steps, on {@code process} and on {@code output}.
 */
package io.framelab.benchmarks.ladder.result;
