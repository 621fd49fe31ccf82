/**
 * Keeps profiles of moments in which something was above a threshold, on a thread of its own. It
 * reads what the JVM and the server tell, and is there only if it was asked for.
 */
package io.framelab.server.watch;
