package io.framelab.server.netty;

import java.lang.invoke.MethodHandle;

/**
 * The two system calls of a connection with nothing in between: no JNI, no wrapper of a library.
 * Where they cannot be had, Netty's native socket does the same. Why one failed they do not tell:
 * to keep the reason would cost what they save. Netty's socket tells it to whoever asks there
 * again, but for an error that the kernel tells once: the failed call has taken it. Any thread.
 */
final class SocketCalls {
  /** There is a reason why nothing was moved, which this call does not tell. */
  static final int FAILED = -1;

  /** Linux, bits/socket.h. The JVM cannot stop for its collector during a call: none may block. */
  private static final long MSG_DONTWAIT = 0x40;

  /** Linux, bits/socket.h: a peer that has gone is an error, not a signal. */
  private static final long MSG_NOSIGNAL = 0x4000;

  private static final long UNKNOWN = -1;

  private static final String ARCHITECTURE = System.getProperty("os.arch");

  /** The kernel's number of recvfrom: asm/unistd_64.h on x86-64, else asm-generic/unistd.h. */
  private static final long RECEIVE = numberOf(45, 207);

  /** The kernel's number of sendto, from the same place. */
  private static final long SEND = numberOf(44, 206);

  /** A constant, so that the compiler sees through it. Null where there is none. */
  private static final MethodHandle SYSTEM_CALL =
      RECEIVE == UNKNOWN ? null : ForeignFunctions.systemCall().orElse(null);

  private SocketCalls() {}

  /** Whether the others may be called. */
  static boolean available() {
    return SYSTEM_CALL != null;
  }

  /**
   * Reads once from a connected socket.
   *
   * @param address of memory outside the heap that has room for {@code length} bytes.
   * @return the bytes, 0 at the end of what the peer sends, or {@link #FAILED}.
   */
  static int receive(final int socket, final long address, final int length) {
    return call(RECEIVE, socket, address, length, MSG_DONTWAIT);
  }

  /**
   * Writes once to a connected socket.
   *
   * @param address of memory outside the heap that holds {@code length} bytes.
   * @return the bytes that it took, or {@link #FAILED}.
   */
  static int send(final int socket, final long address, final int length) {
    return call(SEND, socket, address, length, MSG_DONTWAIT | MSG_NOSIGNAL);
  }

  private static int call(
      final long number, final int socket, final long address, final int length, final long flags) {
    try {
      return (int)
          (long)
              SYSTEM_CALL.invokeExact(number, (long) socket, address, (long) length, flags, 0L, 0L);
    } catch (final RuntimeException | Error thrown) {
      throw thrown;
    } catch (final Throwable impossible) {
      throw new AssertionError("a system call throws nothing", impossible);
    }
  }

  private static long numberOf(final int onAmd64, final int onAarch64) {
    return switch (ARCHITECTURE) {
      case "amd64" -> onAmd64;
      case "aarch64" -> onAarch64;
      default -> UNKNOWN;
    };
  }
}
