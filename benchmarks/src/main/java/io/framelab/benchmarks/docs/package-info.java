/**
 * Puts the figures of kept results into README and docs, so that nobody types them. Stands on
 * {@code ladder.result}, and on {@code process} for where the repository lies.
 */
package io.framelab.benchmarks.docs;
