package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One recording by the JDK, of methods that are known to do one thing each. */
@Timeout(60)
class JfrSamplesTest {
  private static final String HERE = "io.framelab.profiling.JfrSamplesTest";
  private static final String FILE = " io/framelab/profiling/JfrSamplesTest.java:";

  /** Larger than what a thread may take of the heap at once, so that each has an event. */
  private static final int ARRAY_BYTES = 4 << 20;

  private static final int ARRAYS = 20;
  private static final int PIECES = 200_000;
  private static final long WAITED_NS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long BURNED_NS = TimeUnit.MILLISECONDS.toNanos(500);

  @TempDir private static Path folder;
  private static Path file;
  private static volatile Object kept;

  @BeforeAll
  static void record() throws Exception {
    file = folder.resolve("known.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("jdk.ObjectAllocationInNewTLAB").withStackTrace();
      recording.enable("jdk.ObjectAllocationOutsideTLAB").withStackTrace();
      recording.enable("jdk.JavaMonitorEnter").withThreshold(Duration.ZERO).withStackTrace();
      recording.enable("jdk.ThreadPark").withThreshold(Duration.ZERO).withStackTrace();
      recording.enable("jdk.JavaMonitorWait").withThreshold(Duration.ZERO).withStackTrace();
      recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
      recording.start();
      allocateHere(ARRAYS / 2);
      beginAnotherChunk();
      allocateHere(ARRAYS - ARRAYS / 2);
      Inner.allocateInside();
      contendForAMonitor();
      contendForALock();
      awaitHere();
      parkHere();
      waitForNobodyHere();
      burnHere();
      recording.stop();
      recording.dump(file);
    }
  }

  @Test
  void shouldFindTheMethodThatAllocatesInEveryChunk() throws Exception {
    final PprofFile profile = read(ProfileEvent.ALLOCS);
    final String method = HERE + ".allocateHere" + FILE;
    assertThat(profile.total(0, method)).isEqualTo(ARRAYS);
    assertThat(profile.total(1, method)).isGreaterThanOrEqualTo((long) ARRAYS * ARRAY_BYTES);
    assertThat(profile.total(3, method)).isZero();
    assertThat(profile.samples())
        .filteredOn(sample -> sample.frames().get(0).startsWith(method))
        .extracting(PprofFile.Sample::labels)
        .containsOnly(Map.of("class", "byte[]"));
  }

  @Test
  void shouldEstimateHowMuchSmallObjectsTakeWhenOnlyAFewAreSampled() throws Exception {
    final PprofFile profile = read(ProfileEvent.ALLOCS);
    final String method = HERE + "$Inner.allocateInside" + FILE;
    assertThat(profile.total(0, method)).isGreaterThan(PIECES / 10);
    assertThat(profile.total(1, method)).isGreaterThan(PIECES * 10L);
  }

  @Test
  void shouldFindTheMethodThatWaits() throws Exception {
    final PprofFile profile = read(ProfileEvent.BLOCK);
    final String method = HERE + ".waitHere" + FILE;
    assertThat(profile.total(0, method)).isEqualTo(1);
    assertThat(profile.total(1, method)).isPositive().isLessThan(profile.durationNs());
    assertThat(profile.samples())
        .filteredOn(sample -> sample.frames().get(0).startsWith(method))
        .extracting(PprofFile.Sample::labels)
        .containsOnly(Map.of("class", HERE + "$Lock"));
  }

  @Test
  void shouldTellLocksThatAreHeldFromOtherWaits() throws Exception {
    final PprofFile block = read(ProfileEvent.BLOCK);
    final PprofFile mutex = read(ProfileEvent.MUTEX);
    for (final String method : List.of("waitHere", "lockHere")) {
      assertThat(mutex.anywhere(0, HERE + "." + method + FILE)).as(method).isEqualTo(1);
      assertThat(block.anywhere(0, HERE + "." + method + FILE)).as(method).isEqualTo(1);
    }
    for (final String method : List.of("awaitHere", "parkHere", "waitForNobodyHere")) {
      assertThat(mutex.anywhere(0, HERE + "." + method + FILE)).as(method).isZero();
      assertThat(block.anywhere(0, HERE + "." + method + FILE)).as(method).isEqualTo(1);
      assertThat(block.anywhere(1, HERE + "." + method + FILE))
          .as(method)
          .isGreaterThan(WAITED_NS / 2)
          .isLessThan(block.durationNs());
    }
  }

  @Test
  void shouldFindTheMethodThatBurns() throws Exception {
    final PprofFile profile = read(ProfileEvent.CPU);
    final String method = HERE + ".burnHere" + FILE;
    assertThat(profile.total(0, method)).isPositive();
    assertThat(profile.total(1, method)).isEqualTo(10_000_000 * profile.total(0, method));
    assertThat(profile.samples()).extracting(PprofFile.Sample::labels).containsOnly(Map.of());
  }

  @Test
  void shouldFailWithAReasonWhenTheRecordingIsCut() throws Exception {
    final byte[] whole = Files.readAllBytes(file);
    final Path cut = Files.write(folder.resolve("cut.jfr"), Arrays.copyOf(whole, 1000));
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.CPU, "p");
    assertThatThrownBy(() -> JfrSamples.read(cut, profile)).isInstanceOf(IOException.class);
    final Path empty = Files.createFile(folder.resolve("empty.jfr"));
    assertThatThrownBy(() -> JfrSamples.read(empty, profile)).isInstanceOf(IOException.class);
  }

  private static PprofFile read(final ProfileEvent event) throws IOException {
    return PprofFile.read(new Profile(event, "test", file, List.of()).pprof());
  }

  private static void allocateHere(final int arrays) {
    for (int i = 0; i < arrays; i++) {
      kept = new byte[ARRAY_BYTES];
    }
  }

  /** The JDK ends a chunk whenever another recording begins. */
  private static void beginAnotherChunk() {
    try (Recording other = new Recording()) {
      other.start();
    }
  }

  private static void contendForAMonitor() throws InterruptedException {
    final Lock lock = new Lock();
    final Thread waiter = new Thread(() -> waitHere(lock));
    synchronized (lock) {
      startUntil(waiter, Thread.State.BLOCKED);
    }
    waiter.join();
  }

  private static void contendForALock() throws InterruptedException {
    final ReentrantLock lock = new ReentrantLock();
    final Thread waiter = new Thread(() -> lockHere(lock));
    lock.lock();
    try {
      startUntil(waiter, Thread.State.WAITING);
    } finally {
      lock.unlock();
    }
    waiter.join();
  }

  private static void startUntil(final Thread waiter, final Thread.State state) {
    waiter.start();
    while (waiter.getState() != state) {
      Thread.onSpinWait();
    }
  }

  private static void lockHere(final ReentrantLock lock) {
    lock.lock();
    lock.unlock();
  }

  /** Nobody holds what is waited for in the following three. */
  private static void awaitHere() throws InterruptedException {
    final ReentrantLock lock = new ReentrantLock();
    lock.lock();
    try {
      kept = lock.newCondition().awaitNanos(WAITED_NS);
    } finally {
      lock.unlock();
    }
  }

  private static void parkHere() {
    LockSupport.parkNanos(new Lock(), WAITED_NS);
  }

  private static void waitForNobodyHere() throws InterruptedException {
    final Lock lock = new Lock();
    synchronized (lock) {
      lock.wait(TimeUnit.NANOSECONDS.toMillis(WAITED_NS));
    }
  }

  private static void waitHere(final Lock lock) {
    synchronized (lock) {
      kept = lock;
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
    kept = sum;
  }

  /** What threads wait for. */
  private static final class Lock {}

  /** A class in another one's file. */
  private static final class Inner {
    static void allocateInside() {
      for (int i = 0; i < PIECES; i++) {
        kept = new int[i & 63];
      }
    }
  }
}
