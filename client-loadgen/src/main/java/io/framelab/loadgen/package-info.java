/**
 * The load generator: threads that each own a selector, two buffers and their connections, send
 * Submits in batches and verify every ack, and the rig that leads them through the phases of a run.
 * {@link io.framelab.loadgen.LoadRig} is the way in.
 */
package io.framelab.loadgen;
