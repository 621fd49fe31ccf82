/**
 * Profiles of this JVM: recorded by async-profiler, read from the recording, written as pprof for
 * {@code go tool pprof}. It knows no HTTP, and nothing of the server that it looks at.
 */
package io.framelab.profiling;
