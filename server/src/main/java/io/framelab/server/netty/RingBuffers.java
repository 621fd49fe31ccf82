package io.framelab.server.netty;

import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.uring.IoUringBufferRingConfig;
import io.netty.channel.uring.IoUringFixedBufferRingAllocator;
import io.netty.channel.uring.IoUringIoHandlerConfig;

/**
 * The buffers that io_uring reads into: one ring per event loop, the kernel's until a read
 * completes. A connection that waits holds none, which is why they can be few and large.
 */
final class RingBuffers {
  /** There is one ring per loop, so any number does. */
  static final short GROUP_ID = 1;

  /**
   * Half of the other transports' largest read: the ring goes on filling buffers for a moment after
   * it was told to stop, and they count as memory that one peer can cause.
   */
  private static final int BUFFER_BYTES = 32 * 1024;

  /** Powers of two: half a MiB per loop at first, 4 MiB at most. When all are taken, reads wait. */
  private static final int BUFFERS_AT_FIRST = 16;

  private static final short BUFFERS = 128;

  /**
   * Room for completions that a loop has not looked at yet: should all connections that the default
   * limit lets in, ten thousand, end in one moment, each leaves some three, the end of its read, of
   * its poll and of its close. A power of two; 512 KiB of the kernel's per loop. Netty's default of
   * 4096 overflowed with thousands of connections (netty issue 15502), and so did 8192 with five
   * thousand (R10); nothing is lost then, but each time costs a line in the log and a system call.
   */
  private static final int COMPLETION_QUEUE_ENTRIES = 32_768;

  /** How long a read may be is for the ring to say; so no connection keeps a guess. */
  static final RecvByteBufAllocator SIZE_IS_THE_RINGS = new FixedRecvByteBufAllocator(BUFFER_BYTES);

  private RingBuffers() {}

  static IoUringIoHandlerConfig config() {
    return new IoUringIoHandlerConfig()
        .setCqSize(COMPLETION_QUEUE_ENTRIES)
        .setBufferRingConfig(
            IoUringBufferRingConfig.builder()
                .bufferGroupId(GROUP_ID)
                .bufferRingSize(BUFFERS)
                .batchSize(BUFFERS_AT_FIRST)
                .allocator(new IoUringFixedBufferRingAllocator(BUFFER_BYTES))
                .build());
  }
}
