/**
 * The engines with a thread per connection: plain streams, read top to bottom. Neighbours on the
 * ladder differ in how the streams are wrapped ({@link io.framelab.server.blocking.Streams}) and
 * where a frame's object comes from ({@link io.framelab.server.blocking.FrameSource}).
 */
package io.framelab.server.blocking;
