package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ThreadDumpTest {
  private static final String HERE = "io.framelab.profiling.ThreadDumpTest";
  private static final String FILE = "io/framelab/profiling/ThreadDumpTest.java:";
  private static final boolean HAS_VIRTUAL = Runtime.version().feature() >= 21;

  @TempDir private Path folder;
  private final CountDownLatch started = new CountDownLatch(HAS_VIRTUAL ? 3 : 2);
  private volatile boolean stopped;
  private final Thread[] threads = new Thread[HAS_VIRTUAL ? 3 : 2];

  /** Two at the same place, and a virtual one at another. */
  @BeforeEach
  void startThreads() throws Exception {
    for (int i = 0; i < 2; i++) {
      threads[i] = new Thread(this::waitHere, "waiter \"" + i + "\"");
      threads[i].start();
    }
    if (HAS_VIRTUAL) {
      final Runnable work = this::waitVirtually;
      threads[2] =
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, work);
    }
    started.await();
    for (int i = 0; i < 2; i++) {
      while (threads[i].getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
    }
  }

  @AfterEach
  void stopThreads() throws Exception {
    stopped = true;
    for (final Thread thread : threads) {
      LockSupport.unpark(thread);
      thread.join();
    }
  }

  @Test
  void shouldCountThreadsThatAreAtTheSamePlace() throws Exception {
    final PprofFile profile = PprofFile.read(take().profile().pprof());
    assertThat(profile.sampleTypes()).containsExactly("goroutine/count");
    assertThat(profile.periodType()).isEqualTo("goroutine/count");
    assertThat(profile.period()).isEqualTo(1);
    assertThat(profile.anywhere(0, HERE + ".waitHere " + FILE)).isEqualTo(2);
    assertThat(profile.anywhere(0, HERE + ".shouldCountThreadsThatAreAtTheSamePlace " + FILE))
        .isEqualTo(1);
  }

  @Test
  void shouldListVirtualThreadsWhereTheJdkHasThem() throws Exception {
    final ThreadDump dump = take();
    final PprofFile profile = PprofFile.read(dump.profile().pprof());
    if (HAS_VIRTUAL) {
      assertThat(profile.anywhere(0, HERE + ".waitVirtually " + FILE)).isEqualTo(1);
      assertThat(profile.comments()).isEmpty();
      assertThat(dump.stacks())
          .containsPattern("(?m)^goroutine " + threads[2].getId() + " \\[[a-z ]+, virtual] \"\":$");
    } else {
      assertThat(profile.comments()).singleElement().asString().contains("virtual threads");
    }
  }

  @Test
  void shouldShowThreadsAsGoDoes() {
    final ThreadDump dump = take();
    assertThat(dump.stacks())
        .containsPattern(
            "(?m)^goroutine %d \\[waiting] \"waiter \"1\"\":\n".formatted(threads[1].getId())
                + "jdk\\.internal\\.misc\\.Unsafe\\.park\\(\\.\\.\\.\\)\n\tjdk/internal/misc/Unsafe\\.java:\\d+\n")
        .contains("\n" + HERE + ".waitHere(...)\n\t" + FILE);
    final String text = dump.profile().text();
    assertThat(text).startsWith("goroutine profile: total " + dump.threads().size() + "\n");
    assertThat(text)
        .containsPattern(
            "(?m)^2 @( 0x[0-9a-f]+)+\n(#\t0x[0-9a-f]+\t\\S+\\+0x0\t\\S*:\\d+\n)*"
                + "#\t0x[0-9a-f]+\t\\Q"
                + HERE
                + ".waitHere\\E\\+0x0\t\\Q"
                + FILE
                + "\\E\\d+\n");
  }

  @Test
  void shouldShowPlatformThreadsAndSayWhatIsMissingWhenNothingCanBeWritten() throws Exception {
    final Path file = Files.createFile(folder.resolve("file"));
    final ThreadDump dump = ThreadDumper.take("test", Scratch.in(List.of(file)));
    assertThat(dump.stacks()).contains(HERE + ".waitHere(...)");
    assertThat(PprofFile.read(dump.profile().pprof()).comments())
        .singleElement()
        .asString()
        .startsWith("virtual threads are missing: ");
  }

  @Test
  void shouldCountThreadsByNameWithoutTheirNumbers() throws Exception {
    final CountProfile created = ThreadDumper.created("test");
    final PprofFile profile = PprofFile.read(created.pprof());
    assertThat(profile.sampleTypes()).containsExactly("threadcreate/count");
    assertThat(profile.total(0, "waiter \"#\" ")).isEqualTo(2);
    assertThat(profile.comments()).hasSize(1);
    assertThat(created.text()).startsWith("threadcreate profile: total ");
  }

  @Test
  void shouldShowFirstWhatMostHave() {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.GOROUTINE, "test");
    for (final int count : new int[] {1, 3, 2}) {
      profile.add(List.of(frame("a.B.c" + count, "a/B.java", 7)), "", count);
    }
    assertThat(new CountProfile(profile).text())
        .isEqualTo(
            """
            goroutine profile: total 6
            3 @ 0x1
            #\t0x1\ta.B.c3+0x0\ta/B.java:7

            2 @ 0x2
            #\t0x2\ta.B.c2+0x0\ta/B.java:7

            1 @ 0x3
            #\t0x3\ta.B.c1+0x0\ta/B.java:7

            """);
  }

  @Test
  void shouldReadBothFormsInWhichJdksWriteThreads() throws Exception {
    final String text =
        """
        4711
        2026-11-21T19:03:11.123456Z
        25.0.1+8-LTS

        #1 "main"
              java.base/java.lang.Object.wait0(Native Method)
              app//io.framelab.Main.main(Main.java:7)

        #29 "a "name"" virtual
              java.base@21.0.1/java.lang.VirtualThread.park(VirtualThread.java:582)

        #30 "main" RUNNABLE 2026-11-21T19:03:11.123456Z
            at java.base/java.net.Socket$SocketInputStream.read(Socket.java:1099)
            - locked <java.lang.Object@1f>
            at io.framelab.Main$$Lambda/0x00007f0000001000.run(Unknown Source)

        #31 "" virtual TIMED_WAITING 2026-11-21T19:03:11.123456Z
              - parked on <java.util.concurrent.CountDownLatch$Sync@2e>
        """;
    final List<ThreadStack> read =
        new ThreadDumpReader().read(new BufferedReader(new StringReader(text)));
    assertThat(read)
        .containsExactly(
            new ThreadStack(
                1,
                "main",
                false,
                "",
                List.of(
                    frame("java.lang.Object.wait0", "java/lang/Object.java", 0),
                    frame("io.framelab.Main.main", "io/framelab/Main.java", 7))),
            new ThreadStack(
                29,
                "a \"name\"",
                true,
                "",
                List.of(
                    frame("java.lang.VirtualThread.park", "java/lang/VirtualThread.java", 582))),
            new ThreadStack(
                30,
                "main",
                false,
                "RUNNABLE",
                List.of(
                    frame("java.net.Socket$SocketInputStream.read", "java/net/Socket.java", 1099),
                    frame("io.framelab.Main$$Lambda.run", "", 0))),
            new ThreadStack(31, "", true, "TIMED_WAITING", List.of()));
  }

  private static Frame frame(final String name, final String file, final int line) {
    return new Frame(name, file, line, Frame.Origin.JAVA);
  }

  /** All threads; nothing is left of the file in between. */
  private ThreadDump take() {
    try (Scratch scratch = Scratch.in(List.of(folder))) {
      final ThreadDump dump = ThreadDumper.take("test", scratch);
      assertThat(folder.toFile().listFiles())
          .singleElement()
          .satisfies(f -> assertThat(f).isEmptyDirectory());
      return dump;
    }
  }

  private void waitHere() {
    started.countDown();
    while (!stopped) {
      LockSupport.park(this);
    }
  }

  private void waitVirtually() {
    started.countDown();
    while (!stopped) {
      LockSupport.park(this);
    }
  }
}
