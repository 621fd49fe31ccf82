package io.framelab.codec;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;

/** Packets and streams from a seed: the same seed, the same bytes. For one thread. */
final class RandomPackets {
  private static final int MAX_BODY_BYTES = 40;

  private final Random random;

  RandomPackets(final long seed) {
    this.random = new Random(seed);
  }

  Packet any() {
    return switch (random.nextInt(4)) {
      case 0 -> new Packet.Conn(random.nextLong(), body());
      case 1 -> new Packet.ConnAck(random.nextLong(), random.nextInt(256));
      case 2 -> new Packet.SubmitAck(random.nextLong(), random.nextInt(256));
      default -> new Packet.Submit(random.nextLong(), body());
    };
  }

  /** Up to that many Submits with a Conn here and there. */
  byte[] requests(final int maxCount) {
    final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    final int count = 1 + random.nextInt(maxCount);
    for (int i = 0; i < count; i++) {
      stream.writeBytes(
          frame(
              random.nextInt(8) == 0
                  ? new Packet.Conn(random.nextLong(), body())
                  : new Packet.Submit(random.nextLong(), body())));
    }
    return stream.toByteArray();
  }

  /** Changes a few bytes anywhere, as a bad peer or a bad wire would. */
  byte[] damage(final byte[] stream) {
    final byte[] damaged = stream.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      final int place = random.nextInt(damaged.length);
      damaged[place] = random.nextBoolean() ? (byte) random.nextInt(4) : (byte) random.nextInt();
    }
    return damaged;
  }

  /** Plain noise, half of it behind a length that looks good. */
  byte[] noise(final int maxBytes) {
    final byte[] bytes = new byte[FrameDescriptor.BODY_OFFSET + random.nextInt(maxBytes)];
    random.nextBytes(bytes);
    if (random.nextBoolean()) {
      new UnsafeBuffer(bytes)
          .putInt(0, 13 + random.nextInt(bytes.length), FrameDescriptor.BYTE_ORDER);
    }
    return bytes;
  }

  /** A place to cut at: from {@code from}, at most at the end. */
  int cut(final int from, final int end) {
    return Math.min(end, from + random.nextInt(MAX_BODY_BYTES));
  }

  static byte[] frame(final Packet packet) {
    final byte[] frame = new byte[packet.frameLength()];
    packet.encode(new UnsafeBuffer(frame), 0);
    return frame;
  }

  private byte[] body() {
    final byte[] body = new byte[random.nextInt(MAX_BODY_BYTES)];
    random.nextBytes(body);
    return body;
  }
}
