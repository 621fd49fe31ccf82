/**
 * The wire: where every byte of a frame lies, how a stream is cut into frames, and two ways to read
 * a packet, as a flyweight over the bytes and as a value. No I/O, no threads, Agrona only.
 */
package io.framelab.codec;
