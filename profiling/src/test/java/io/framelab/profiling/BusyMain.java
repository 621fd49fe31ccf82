package io.framelab.profiling;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Is busy in methods that are known, and profiles itself meanwhile. */
final class BusyMain {
  private static final int PIECE_BYTES = 32 * 1024;
  private static final int KEPT_MAX = 1000;

  /** The latest pieces; the thread that fills it is alone with it. */
  private static final byte[][] KEPT = new byte[KEPT_MAX][];

  private static volatile Object sink;

  private BusyMain() {}

  /**
   * Profiles itself.
   *
   * @param arguments an event and where to write its profile, what was expected of it beside that;
   *     or "restarts" and how many.
   */
  public static void main(final String[] arguments) throws Exception {
    busy(BusyMain::burnHere);
    busy(BusyMain::allocate);
    busy(BusyMain::readHere);
    try (ProfileDesk desk = new ProfileDesk("busy")) {
      if ("restarts".equals(arguments[0])) {
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
          final ProfileEvent event = i % 3 == 0 ? ProfileEvent.CPU : ProfileEvent.HEAP;
          record(desk, event, Duration.ofMillis(100)).close();
        }
      } else {
        final ProfileEvent event = ProfileEvent.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        final List<String> expected = desk.facts().stream().map(Fact::text).toList();
        Files.write(Path.of(arguments[1]), profile(desk, event, Duration.ofSeconds(1)));
        Files.write(Path.of(arguments[1] + ".facts"), expected);
      }
    }
  }

  private static byte[] profile(
      final ProfileDesk desk, final ProfileEvent event, final Duration duration) throws Exception {
    try (Profile profile = record(desk, event, duration)) {
      return profile.pprof();
    }
  }

  private static Profile record(
      final ProfileDesk desk, final ProfileEvent event, final Duration duration) throws Exception {
    final ProfileRequest request =
        new ProfileRequest(event, duration, event == ProfileEvent.HEAP, "busy");
    return desk.record(request, BusyMain::sleep).orElseThrow();
  }

  private static boolean sleep(final Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
      return true;
    } catch (final InterruptedException e) {
      return false;
    }
  }

  private static void busy(final Runnable work) {
    final Thread thread =
        new Thread(
            () -> {
              while (true) {
                work.run();
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void burnHere() {
    long sum = 0;
    for (int i = 0; i < 10_000_000; i++) {
      sum = sum * 31 + i;
    }
    sink = sum;
  }

  private static void allocate() {
    for (int i = 0; i < KEPT_MAX; i++) {
      dropHere();
      keepHere(i);
    }
  }

  private static void dropHere() {
    sink = new byte[PIECE_BYTES];
  }

  private static void keepHere(final int place) {
    KEPT[place] = new byte[PIECE_BYTES];
  }

  private static void readHere() {
    try (RandomAccessFile zero = new RandomAccessFile("/dev/zero", "r")) {
      final byte[] bytes = new byte[1 << 20];
      for (int i = 0; i < 100; i++) {
        zero.readFully(bytes);
      }
      sink = bytes;
    } catch (final IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
