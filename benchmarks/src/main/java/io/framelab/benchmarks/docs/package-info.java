/** Puts the figures of kept results into README and docs, so that nobody types them. */
package io.framelab.benchmarks.docs;
