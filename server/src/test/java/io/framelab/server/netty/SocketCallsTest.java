package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.LinuxSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** Each loop ends by itself, or by the interrupt of the timeout. */
@Timeout(10)
class SocketCallsTest {
  private static final int FIRST_JDK = 22;
  private static final int BYTES = 64;
  private static final byte SEVEN = 7;

  private final IoBuffer buffer = new IoBuffer(UnpooledByteBufAllocator.DEFAULT, BYTES);
  private LinuxSocket ours;
  private Socket peer;

  @BeforeEach
  void connect() throws IOException {
    assumeTrue(Epoll.isAvailable(), "Linux only");
    buffer.acquire();
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      ours = LinuxSocket.newSocketStream();
      ours.connect(server.getLocalSocketAddress());
      peer = server.accept();
    }
  }

  @AfterEach
  void close() throws IOException {
    buffer.release();
    if (ours != null) {
      ours.close();
      peer.close();
    }
  }

  @Test
  void shouldBeThereWhereverTheJdkHasForeignFunctions() {
    assertThat(SocketCalls.available()).isEqualTo(Runtime.version().feature() >= FIRST_JDK);
  }

  @Test
  @EnabledForJreRange(minVersion = FIRST_JDK, disabledReason = "foreign functions came with JDK 22")
  void shouldMoveBytesBothWays() throws IOException {
    buffer.view().putByte(1, SEVEN);

    assertThat(SocketCalls.send(ours.intValue(), buffer.address() + 1, 1)).isEqualTo(1);
    final int atPeer = peer.getInputStream().read();
    peer.getOutputStream().write(new byte[] {1, 2, 3});
    final int received = receiveAll(3);

    assertThat(atPeer).isEqualTo(SEVEN);
    assertThat(received).isEqualTo(3);
    assertThat(buffer.view().getByte(2)).isEqualTo((byte) 3);
  }

  @Test
  @EnabledForJreRange(minVersion = FIRST_JDK, disabledReason = "foreign functions came with JDK 22")
  void shouldFailRatherThanWaitWhenNothingHasCome() {
    assertThat(SocketCalls.receive(ours.intValue(), buffer.address(), BYTES))
        .isEqualTo(SocketCalls.FAILED);
  }

  @Test
  @EnabledForJreRange(minVersion = FIRST_JDK, disabledReason = "foreign functions came with JDK 22")
  void shouldTakeWhatFitsWhenPeerReadsNothing() {
    int sent;
    do {
      sent = SocketCalls.send(ours.intValue(), buffer.address(), BYTES);
    } while (sent > 0 && !Thread.currentThread().isInterrupted());

    assertThat(sent).isEqualTo(SocketCalls.FAILED);
  }

  @Test
  @EnabledForJreRange(minVersion = FIRST_JDK, disabledReason = "foreign functions came with JDK 22")
  void shouldReportTheEndOfWhatThePeerSends() throws IOException {
    peer.shutdownOutput();

    assertThat(receiveAll(0)).isZero();
  }

  @Test
  @EnabledForJreRange(minVersion = FIRST_JDK, disabledReason = "foreign functions came with JDK 22")
  void shouldFailWithoutASignalWhenPeerHasReset() throws IOException {
    peer.setSoLinger(true, 0);
    peer.close();

    assertThat(SocketCalls.send(ours.intValue(), buffer.address(), BYTES))
        .isEqualTo(SocketCalls.FAILED);
  }

  /** What was written on loopback is there when the writer goes on, but nobody promises that. */
  private int receiveAll(final int bytes) {
    int received;
    do {
      received = SocketCalls.receive(ours.intValue(), buffer.address(), BYTES);
    } while (received != bytes && !Thread.currentThread().isInterrupted());
    return received;
  }
}
