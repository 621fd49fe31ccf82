/** The load generator. */
package io.framelab.loadgen;
