package io.framelab.server.netty;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;

/**
 * The other end of a connection, and what the kernel keeps for both, as a test dictates them: when
 * bytes come, when the peer ends, how many bytes of acks there is room for.
 */
final class ScriptedPeer {
  static final InetSocketAddress ADDRESS = new InetSocketAddress("127.0.0.1", 9);
  private static final int NOT_YET = -1;

  private final ByteArrayOutputStream acks = new ByteArrayOutputStream();
  private byte[] arrived = {};
  private boolean ended;
  private int room;
  private int endedAfter = NOT_YET;
  private int closes;

  ScriptedPeer(final int room) {
    this.room = room;
  }

  void send(final byte[] bytes) {
    final int held = arrived.length;
    arrived = Arrays.copyOf(arrived, held + bytes.length);
    System.arraycopy(bytes, 0, arrived, held, bytes.length);
  }

  /** Shuts its output down. */
  void end() {
    ended = true;
  }

  /** Takes so many bytes more. */
  void take(final int bytes) {
    room += bytes;
  }

  /** Takes all that comes. */
  void takeAll() {
    room = Integer.MAX_VALUE;
  }

  /** What has come to it. */
  byte[] acks() {
    return acks.toByteArray();
  }

  /** How many bytes it had when the server told it that no more will come; -1 if it has not. */
  int endedAfter() {
    return endedAfter;
  }

  int closes() {
    return closes;
  }

  boolean isReadable() {
    return arrived.length > 0 || ended;
  }

  boolean isWritable() {
    return room > 0;
  }

  /** As a read of a socket: at most so many bytes, nothing if there are none, null at the end. */
  byte[] read(final int most) {
    if (arrived.length == 0) {
      return ended ? null : arrived;
    }
    final int count = Math.min(most, arrived.length);
    final byte[] bytes = Arrays.copyOf(arrived, count);
    arrived = Arrays.copyOfRange(arrived, count, arrived.length);
    return bytes;
  }

  /** As a write to a socket: returns how many of the bytes there was room for. */
  int write(final byte[] bytes) {
    if (endedAfter != NOT_YET) {
      throw new AssertionError("written to after its output was shut down");
    }
    final int taken = Math.min(room, bytes.length);
    acks.write(bytes, 0, taken);
    room -= taken;
    return taken;
  }

  void outputShutDown() {
    if (endedAfter != NOT_YET) {
      throw new AssertionError("output was shut down twice");
    }
    endedAfter = acks.size();
  }

  void closed() {
    closes++;
  }
}
