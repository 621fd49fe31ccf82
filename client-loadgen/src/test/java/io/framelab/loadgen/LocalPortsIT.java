package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More connections than there are local ports, in a network of its own that has ten. */
@Timeout(60)
class LocalPortsIT {
  private static final String NETWORK_OF_TEN_PORTS =
      "ip link set lo up && echo 50000 50009 > /proc/sys/net/ipv4/ip_local_port_range";

  private static final String LOAD =
      """
      exec 3< <("$1" -cp "$2" io.framelab.loadgen.PeerMain)
      read -r port <&3
      "$1" -jar target/framelab-loadgen.jar "127.0.0.1:$port" -c 40 -d 1s
      code=$?
      kill $!
      exit $code
      """;

  private static Process inNetwork(final String script, final String... args) throws IOException {
    final String[] command = new String[6 + args.length];
    final String[] begin = {"unshare", "-rn", "bash", "-c", script, "in-network"};
    System.arraycopy(begin, 0, command, 0, begin.length);
    System.arraycopy(args, 0, command, begin.length, args.length);
    return new ProcessBuilder(command).start();
  }

  private static boolean canHaveOne() throws InterruptedException {
    try {
      return inNetwork(NETWORK_OF_TEN_PORTS).waitFor() == 0;
    } catch (final IOException e) {
      return false;
    }
  }

  @Test
  void shouldSayWhatToDoInOneLineWhenNoLocalPortIsLeft() throws Exception {
    assumeTrue(canHaveOne(), "this user may have no network of its own (unshare -rn)");
    final Process load =
        inNetwork(
            NETWORK_OF_TEN_PORTS + "\n" + LOAD,
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            System.getProperty("java.class.path"));
    final String errors = new String(load.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(load.waitFor()).isEqualTo(1);
    assertThat(errors.lines())
        .singleElement()
        .asString()
        .startsWith("framelab load: cannot connect to 127.0.0.1:")
        .contains("no local port is left after ")
        .contains("use fewer, or widen net.ipv4.ip_local_port_range");
  }
}
