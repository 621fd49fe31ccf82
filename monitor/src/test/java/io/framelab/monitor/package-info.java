/**
 * The proof that what the files under monitor/ show is what was counted. Tests only: nothing of
 * this module runs beside the server.
 */
package io.framelab.monitor;
