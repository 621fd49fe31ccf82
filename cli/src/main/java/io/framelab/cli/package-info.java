/** Flags, layered configuration and exit codes, the same for every program. */
package io.framelab.cli;
