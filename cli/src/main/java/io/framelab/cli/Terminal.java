package io.framelab.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/** Tells whether a person watches. */
public final class Terminal {
  private Terminal() {}

  /**
   * Whether stderr is a terminal. {@code System.console()} cannot tell: it looks at stdin and
   * stdout, and since JDK 22 exists without any terminal at all. The shell's own test is asked
   * instead, which sees the stream itself; that costs a process, so ask once.
   *
   * @return false where there is no such test.
   */
  public static boolean stderrIsTerminal() {
    try {
      final Process test =
          new ProcessBuilder("test", "-t", "2").redirectError(Redirect.INHERIT).start();
      return test.waitFor() == 0;
    } catch (final IOException e) {
      return false;
    } catch (final InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
