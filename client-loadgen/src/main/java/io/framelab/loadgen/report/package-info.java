/**
 * What comes out of a run: the one result schema, and how it is written for people and for
 * programs.
 */
package io.framelab.loadgen.report;
