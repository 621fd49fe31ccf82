/**
 * The engines with a thread per connection: plain streams, read top to bottom. Neighbours on the
 * ladder differ in how the streams are wrapped ({@link io.framelab.server.blocking.Streams}) and
 * where the objects of frames and acks come from ({@link
 * io.framelab.server.blocking.FrameObjects}).
 */
package io.framelab.server.blocking;
