/**
 * The wire contract: one suite, every engine, through a raw socket. Names like F12 or R04 in the
 * display names are the ids of the cases that a hostile or unlucky peer makes.
 */
package io.framelab.server.contract;
