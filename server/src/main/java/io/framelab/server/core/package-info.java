/**
 * What every engine shares: configuration, the seam to the application, the session of a
 * connection, and the server's life. Knows nothing of how bytes get in and out.
 */
package io.framelab.server.core;
