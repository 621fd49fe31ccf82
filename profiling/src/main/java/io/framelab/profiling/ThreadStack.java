package io.framelab.profiling;

import java.util.List;

/**
 * A thread at one moment. Immutable.
 *
 * @param id of the thread, as the JVM counts.
 * @param name that it was given; may be empty.
 * @param isVirtual whether it is one.
 * @param state by the name of its constant; empty if the JDK does not tell.
 * @param frames the innermost first.
 */
record ThreadStack(long id, String name, boolean isVirtual, String state, List<Frame> frames) {}
