package io.framelab.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.framelab.profiling.ProfileDesk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Who is told that others can reach the profiles. */
class PprofWarningTest {
  private static final Logger LOG = (Logger) LoggerFactory.getLogger(PprofServer.class);

  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final ProfileDesk desk = new ProfileDesk("test");

  @BeforeEach
  void listen() {
    appender.start();
    LOG.addAppender(appender);
    LOG.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    LOG.detachAppender(appender);
    LOG.setAdditive(true);
    desk.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "0"})
  void shouldWarnOnceWhenEveryAddressLeadsToTheProfiles(final String host) throws IOException {
    assertWarns(host);
  }

  @Test
  void shouldWarnOnceWhenAnAddressOfTheNetworkLeadsToTheProfiles() throws IOException {
    final Optional<InetAddress> outside = outside();
    assumeTrue(outside.isPresent(), "this machine has no address but loopback");
    assertWarns(outside.orElseThrow().getHostAddress());
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "127.0.0.1", "127.8.8.8", "::1"})
  void shouldNotWarnWhenOnlyThisMachineReachesTheProfiles(final String host) throws IOException {
    assumeTrue(canListen(host), "this machine has no " + host);
    PprofServer.start(new InetSocketAddress(host, 0), desk).close();
    assertThat(appender.list).isEmpty();
  }

  private void assertWarns(final String host) throws IOException {
    assumeTrue(canListen(host), "this machine has no " + host);
    try (PprofServer server = PprofServer.start(new InetSocketAddress(host, 0), desk)) {
      assertThat(appender.list)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.getLevel()).isEqualTo(Level.WARN);
                assertThat(event.getFormattedMessage())
                    .startsWith("profiles are open to everybody who reaches ")
                    .endsWith(":" + server.address().getPort());
              });
    }
  }

  private static boolean canListen(final String host) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, 0));
      return true;
    } catch (final IOException e) {
      return false;
    }
  }

  private static Optional<InetAddress> outside() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
        .findFirst();
  }
}
