package io.framelab.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
  private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

  private final InetAddress here = address("192.0.2.1");
  private long nowNs = Long.MAX_VALUE - SECOND_NS / 2;

  @Test
  void shouldTakeAllWhenThereAreNoLimits() {
    final Admission admission = admission(0, 0, 0);
    for (int i = 0; i < 100_000; i++) {
      assertThat(admission.admit(here)).isNull();
    }
  }

  @Test
  void shouldMakeRoomWhenConnectionsEnd() {
    final Admission admission = admission(2, 0, 0);
    assertThat(admission.admit(here)).isNull();
    assertThat(admission.admit(here)).isNull();
    assertThat(admission.admit(here)).isEqualTo(RejectReason.MAX_CONNS);
    admission.left(here);
    assertThat(admission.admit(here)).isNull();
    assertThat(admission.admit(here)).isEqualTo(RejectReason.MAX_CONNS);
  }

  @Test
  void shouldCountAddressesApartWhenTheyAreOfIpv4() {
    final Admission admission = admission(0, 1, 0);
    assertThat(admission.admit(here)).isNull();
    assertThat(admission.admit(here)).isEqualTo(RejectReason.PER_IP);
    assertThat(admission.admit(address("192.0.2.2"))).isNull();
    admission.left(here);
    assertThat(admission.admit(here)).isNull();
  }

  @Test
  void shouldCountANetworkAsOneWhenItIsOfIpv6() {
    final Admission admission = admission(0, 1, 0);
    assertThat(admission.admit(address("2001:db8:1:2::1"))).isNull();
    assertThat(admission.admit(address("2001:db8:1:2:ffff::9"))).isEqualTo(RejectReason.PER_IP);
    assertThat(admission.admit(address("2001:db8:1:3::1"))).isNull();
    admission.left(address("2001:db8:1:2::1"));
    assertThat(admission.admit(address("2001:db8:1:2:ffff::9"))).isNull();
  }

  /** The clock passes the largest long meanwhile, as nanoTime may. */
  @Test
  void shouldTakeASecondsWorthAtOnceWhenItWasQuiet() {
    final Admission admission = admission(0, 0, 4);
    for (int second = 0; second < 3; second++) {
      for (int i = 0; i < 4; i++) {
        assertThat(admission.admit(here)).isNull();
      }
      assertThat(admission.admit(here)).isEqualTo(RejectReason.ACCEPT_RATE);
      nowNs += SECOND_NS;
    }
  }

  @Test
  void shouldTakeOneAtATimeWhenTheyKeepComingTooFast() {
    final Admission admission = admission(0, 0, 4);
    for (int i = 0; i < 4; i++) {
      assertThat(admission.admit(here)).isNull();
    }
    for (int i = 0; i < 8; i++) {
      nowNs += SECOND_NS / 4;
      assertThat(admission.admit(here)).isNull();
      assertThat(admission.admit(here)).isEqualTo(RejectReason.ACCEPT_RATE);
    }
  }

  @Test
  void shouldNotSaveForLaterWhenItWasQuietForLong() {
    final Admission admission = admission(0, 0, 4);
    nowNs += 3_600 * SECOND_NS;
    for (int i = 0; i < 4; i++) {
      assertThat(admission.admit(here)).isNull();
    }
    assertThat(admission.admit(here)).isEqualTo(RejectReason.ACCEPT_RATE);
  }

  @Test
  void shouldLetOthersInWhenOneAddressComesTooFast() {
    final Admission admission = admission(0, 100, 8);
    for (int second = 0; second < 3; second++) {
      for (int i = 0; i < 4; i++) {
        assertThat(admission.admit(here)).isNull();
        admission.left(here);
      }
      assertThat(admission.admit(here)).isEqualTo(RejectReason.ACCEPT_RATE);
      for (int i = 0; i < 4; i++) {
        assertThat(admission.admit(address("192.0.2.2"))).isNull();
      }
      assertThat(admission.admit(address("192.0.2.3"))).isEqualTo(RejectReason.ACCEPT_RATE);
      nowNs += SECOND_NS;
    }
  }

  private Admission admission(final int max, final int perAddress, final int perSecond) {
    return new Admission(new ConnectionLimits(max, perAddress, perSecond), () -> nowNs);
  }

  private static InetAddress address(final String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (final UnknownHostException e) {
      throw new AssertionError(e);
    }
  }
}
