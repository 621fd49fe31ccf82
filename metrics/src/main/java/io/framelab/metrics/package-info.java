/**
 * What is counted and how it is exposed. The threads that serve write plain longs that only they
 * write; Micrometer reads them when somebody scrapes.
 */
package io.framelab.metrics;
