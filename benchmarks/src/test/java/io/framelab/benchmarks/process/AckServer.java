package io.framelab.benchmarks.process;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.FrameDescriptor;
import io.framelab.codec.FrameHandler;
import io.framelab.codec.SubmitAckFlyweight;
import io.framelab.codec.SubmitFlyweight;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Another program that speaks the protocol, or fails to, for tests: {@code AckServer PORT MODE}. A
 * thread per connection.
 */
public final class AckServer {
  /** How well it speaks the protocol. */
  public enum Mode {
    /** Keeps the protocol. */
    GOOD,
    /** Acks what was never sent. */
    WRONG_ID,
    /** Takes so long for what it read that it keeps no rate of ten thousands. */
    SLOW,
    /** Dies before it listens. */
    STILLBORN,
    /** Dies before it listens, but for the first that is started. */
    ONCE,
    /** Dies before it listens, but for the first two that are started. */
    TWICE,
    /** Dies before it listens if it is the first that is started. */
    LATE,
    /** Does not end when asked. */
    DEAF
  }

  private static final long SLOW_NS = TimeUnit.MILLISECONDS.toNanos(2);

  private static final int BUFFER_BYTES = 64 * 1024;

  private AckServer() {}

  /**
   * The command that starts it, {@code {port}} included. Its JVM's flags are in a file: a class
   * path makes a command line too long for the system to show, and the file's name tells whose
   * process it is.
   *
   * @param mode how well it is to speak the protocol.
   * @param flags the file, which is written.
   * @return words.
   * @throws IOException if the file cannot be written.
   */
  public static List<String> command(final Mode mode, final Path flags) throws IOException {
    Files.writeString(
        flags,
        "--add-opens java.base/jdk.internal.misc=ALL-UNNAMED -Xmx64m -XX:TieredStopAtLevel=1 -cp \""
            + System.getProperty("java.class.path")
            + "\"");
    final String java = ProcessHandle.current().info().command().orElseThrow();
    return List.of(
        java, "@" + flags, AckServer.class.getName(), "{port}", mode.name(), flags.toString());
  }

  /**
   * Every process that such a command has started and that still lives.
   *
   * @param flags the file of the command.
   * @return none once all have ended.
   */
  public static List<ProcessHandle> living(final Path flags) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains("@" + flags))
        .toList();
  }

  /**
   * Serves until it is killed.
   *
   * @param args port, mode, and the file of flags.
   * @throws IOException if it cannot listen.
   */
  public static void main(final String[] args) throws IOException {
    final Mode mode = Mode.valueOf(args[1]);
    if (isDying(mode, args[2])) {
      System.err.println("no will to live");
      System.exit(7);
    }
    if (mode == Mode.DEAF) {
      Runtime.getRuntime().addShutdownHook(new Thread(AckServer::waitForEver));
    }
    try (ServerSocket listening =
        new ServerSocket(Integer.parseInt(args[0]), 128, InetAddress.getLoopbackAddress())) {
      while (true) {
        final Socket socket = listening.accept();
        new Thread(() -> serve(socket, mode)).start();
      }
    }
  }

  private static boolean isDying(final Mode mode, final String flags) {
    return switch (mode) {
      case STILLBORN -> true;
      case ONCE -> start(flags) > 1;
      case TWICE -> start(flags) > 2;
      case LATE -> start(flags) == 1;
      default -> false;
    };
  }

  /** The number of this start among those that counted theirs, from 1. */
  private static int start(final String flags) {
    for (int number = 1; ; number++) {
      try {
        Files.createFile(Path.of(flags + ".start-" + number));
        return number;
      } catch (final FileAlreadyExistsException e) {
        // That one was somebody else.
      } catch (final IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void waitForEver() {
    try {
      new CountDownLatch(1).await();
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void serve(final Socket socket, final Mode mode) {
    final FrameDecoder decoder = new FrameDecoder(FrameDescriptor.DEFAULT_MAX_FRAME_LENGTH);
    final byte[] bytes = new byte[BUFFER_BYTES];
    final byte[] acks = new byte[BUFFER_BYTES];
    final Acks handler = new Acks(new UnsafeBuffer(acks), mode == Mode.WRONG_ID ? 1 : 0);
    try (socket;
        InputStream in = socket.getInputStream()) {
      final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
      int held = 0;
      for (int n = in.read(bytes); n >= 0; n = in.read(bytes, held, bytes.length - held)) {
        held += n;
        final int consumed = decoder.decode(buffer, 0, held, handler);
        System.arraycopy(bytes, consumed, bytes, 0, held - consumed);
        held -= consumed;
        if (mode == Mode.SLOW) {
          LockSupport.parkNanos(SLOW_NS);
        }
        socket.getOutputStream().write(Arrays.copyOf(acks, handler.takeLength()));
      }
    } catch (final IOException e) {
      System.err.println(e);
    }
  }

  private static final class Acks implements FrameHandler {
    private final SubmitFlyweight submit = new SubmitFlyweight();
    private final UnsafeBuffer acks;
    private final int idOffset;
    private int length;

    Acks(final UnsafeBuffer acks, final int idOffset) {
      this.acks = acks;
      this.idOffset = idOffset;
    }

    @Override
    public void onFrame(final DirectBuffer buffer, final int offset, final int frameLength) {
      submit.wrap(buffer, offset, frameLength);
      length += SubmitAckFlyweight.encode(acks, length, submit.id() + idOffset, 0);
    }

    int takeLength() {
      final int taken = length;
      length = 0;
      return taken;
    }
  }
}
