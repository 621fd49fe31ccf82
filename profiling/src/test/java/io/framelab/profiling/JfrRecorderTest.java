package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The JDK's recorder in this JVM, while a thread does what is known. */
@Timeout(60)
class JfrRecorderTest {
  private static final String HERE = "io.framelab.profiling.JfrRecorderTest.";
  private static final long BURNED_NS = TimeUnit.MILLISECONDS.toNanos(300);

  @TempDir private Path folder;
  private static volatile Object sink;
  private final JfrRecorder recorder = new JfrRecorder();
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Files.createTempFile(folder, "", ".jfr");
  }

  @AfterEach
  void shouldLeaveNothingThatRecords() {
    assertThat(FlightRecorder.getFlightRecorder().getRecordings()).isEmpty();
  }

  @Test
  void shouldFindTheMethodThatBurns() throws Exception {
    final PprofFile profile = record(ProfileEvent.CPU);
    assertThat(profile.total(1, HERE + "burnHere "))
        .isGreaterThan(profile.total(1, "") / 2)
        // How many samples a busy machine leaves is its affair: only that they weigh as time does.
        .isGreaterThan(BURNED_NS / 20);
    assertThat(profile.comments())
        .anyMatch(comment -> comment.startsWith("recorded by the JDK's flight recorder: "));
  }

  @Test
  void shouldCountOnceWhatAnotherRecordingHasAskedFor() throws Exception {
    final Path other = Files.createTempFile(folder, "", ".jfr");
    final Recording trace = recorder.start(ProfileEvent.TRACE, other);
    final PprofFile profile = record(ProfileEvent.CPU);
    assertThat(trace.stop()).isEmpty();
    if (Runtime.version().feature() >= 25) {
      // older JDKs know the time that passed, which may be anything
      assertThat(profile.total(1, HERE + "burnHere ")).isLessThan(BURNED_NS * 3 / 2);
    }
    assertThat(Files.size(other)).isPositive();
  }

  @Test
  void shouldFindTheMethodThatAllocates() throws Exception {
    final PprofFile profile = record(ProfileEvent.ALLOCS);
    assertThat(profile.total(1, HERE + "allocateHere ")).isGreaterThan(profile.total(1, "") / 2);
    assertThat(profile.total(3, "")).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"BLOCK", "MUTEX"})
  void shouldFindTheMethodThatWaitsForALock(final ProfileEvent event) throws Exception {
    final PprofFile profile = record(event);
    assertThat(profile.total(0, HERE + "lockHere ")).isEqualTo(1);
    assertThat(profile.sampleTypes()).containsExactly("contentions/count", "delay/nanoseconds");
    assertThat(profile.anywhere(0, HERE + "waitHere ") > 0)
        .as("waits for nobody's lock")
        .isEqualTo(event == ProfileEvent.BLOCK);
  }

  @Test
  void shouldSayWhatIsMissingWhenTheRecordingGrowsBeyondItsBound() throws Exception {
    final long begun = System.nanoTime();
    final Recording recording = new JfrRecorder(1).start(ProfileEvent.TRACE, file);
    burnHere();
    try (jdk.jfr.Recording other = new jdk.jfr.Recording()) {
      // what was recorded until now becomes a chunk of its own, and is too much
      other.start();
    }
    final List<String> comments = recording.stop();
    final double tookS = (System.nanoTime() - begun) / 1e9;
    assertThat(comments)
        .singleElement()
        .asString()
        .matches("the beginning is missing: \\d+\\.\\d s were dropped, .*");
    assertThat(Double.parseDouble(comments.get(0).replaceAll("[^0-9]*([0-9.]+) s were.*", "$1")))
        .isPositive()
        .as("rounded")
        .isLessThan(tookS + 0.1);
    final Profile profile = new Profile(ProfileEvent.MUTEX, "test", file, comments);
    assertThat(profile.flamePage("locks").html()).contains("<h1>locks; " + comments.get(0));
  }

  @Test
  void shouldRecordNothingAnyMoreWhenAborted() throws Exception {
    recorder.start(ProfileEvent.CPU, file).abort();
    assertThat(file).isEmptyFile();
  }

  private PprofFile record(final ProfileEvent event) throws Exception {
    final Recording recording = recorder.start(event, file);
    final Thread thread = new Thread(JfrRecorderTest::work);
    thread.start();
    thread.join();
    final Profile profile = new Profile(event, "test", file, recording.stop());
    return PprofFile.read(profile.pprof());
  }

  private static void work() {
    burnHere();
    allocateHere();
    try {
      waitHere();
      contend();
    } catch (final InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void burnHere() {
    final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    final long end = threads.getCurrentThreadCpuTime() + BURNED_NS;
    long sum = 0;
    do {
      for (int i = 0; i < 1_000_000; i++) {
        sum = sum * 31 + i;
      }
    } while (threads.getCurrentThreadCpuTime() < end);
    sink = sum;
  }

  private static void allocateHere() {
    for (int i = 0; i < 100; i++) {
      sink = new byte[1 << 20];
    }
  }

  private static void waitHere() throws InterruptedException {
    final Object nobody = new Object();
    synchronized (nobody) {
      nobody.wait(1);
    }
  }

  private static void contend() throws InterruptedException {
    final Object lock = new Object();
    final Thread waiter = new Thread(() -> lockHere(lock));
    synchronized (lock) {
      waiter.start();
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
    }
    waiter.join();
  }

  private static void lockHere(final Object lock) {
    synchronized (lock) {
      sink = lock;
    }
  }
}
