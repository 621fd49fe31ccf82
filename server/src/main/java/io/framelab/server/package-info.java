/** The server program and the ladder of engines. */
package io.framelab.server;
