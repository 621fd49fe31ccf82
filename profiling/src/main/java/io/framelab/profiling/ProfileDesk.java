package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Where whoever wants a profile asks for it: one at a time, and the others are told who has it. Any
 * thread may call it; the caller's thread records. Nothing is loaded and nothing is written before
 * the first profile is asked for. Its owner closes it once nobody asks any more.
 */
public final class ProfileDesk implements AutoCloseable {
  private final String program;
  private final List<Path> folders;
  private final NativeLibrary library = NativeLibrary.ofThisMachine();
  private final AtomicReference<Held> held = new AtomicReference<>();
  private Scratch scratch;

  /**
   * A desk that has recorded nothing yet.
   *
   * @param program what tools show as the file that was profiled.
   */
  public ProfileDesk(final String program) {
    this(program, Folders.usual());
  }

  ProfileDesk(final String program, final List<Path> folders) {
    this.program = program;
    this.folders = folders;
  }

  /**
   * Records, for as long as the profile is wanted.
   *
   * @param event what to record.
   * @param duration how long.
   * @param holder who asks, in words for others who ask meanwhile.
   * @param waiting spends the time.
   * @return the profile, which the caller closes; empty if nobody wanted it any more.
   * @throws HeldException if somebody else records.
   * @throws RecordingException if it cannot be recorded here.
   */
  public Optional<Profile> record(
      final ProfileEvent event, final Duration duration, final String holder, final Waiting waiting)
      throws HeldException, RecordingException {
    final Held mine = new Held(event, holder, System.nanoTime() + duration.toNanos());
    final Held other = held.compareAndExchange(null, mine);
    if (other != null) {
      throw new HeldException(other.toString());
    }
    try {
      return record(event, duration, waiting);
    } finally {
      held.set(null);
    }
  }

  /**
   * Who records now.
   *
   * @return in words for people; empty if nobody does.
   */
  public Optional<String> holder() {
    return Optional.ofNullable(held.get()).map(Held::toString);
  }

  @Override
  public synchronized void close() {
    if (scratch != null) {
      scratch.close();
    }
  }

  private Optional<Profile> record(
      final ProfileEvent event, final Duration duration, final Waiting waiting)
      throws RecordingException {
    final Recorder recorder = new AsyncRecorder(library.profiler()::execute);
    final Path file = scratch().newFile();
    boolean keeps = false;
    try {
      final Recording recording = recorder.start(event, file);
      if (!waits(waiting, duration, recording)) {
        return Optional.empty();
      }
      final List<String> comments = new ArrayList<>(recording.stop());
      DebugInfo.missing().ifPresent(comments::add);
      keeps = true;
      return Optional.of(new Profile(event, program, file, comments));
    } finally {
      if (!keeps) {
        delete(file);
      }
    }
  }

  /** Whatever happens meanwhile, a recording that nobody stops would hold the profiler for good. */
  private static boolean waits(
      final Waiting waiting, final Duration duration, final Recording recording) {
    boolean wanted = false;
    try {
      wanted = waiting.sleep(duration);
      return wanted;
    } finally {
      if (!wanted) {
        recording.abort();
      }
    }
  }

  private synchronized Scratch scratch() {
    if (scratch == null) {
      scratch = Scratch.in(folders);
    }
    return scratch;
  }

  private static void delete(final Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (final IOException e) {
      // goes with its folder
      return;
    }
  }

  private record Held(ProfileEvent event, String holder, long endsAtNs) {
    @Override
    public String toString() {
      final long left = Math.max(0, endsAtNs - System.nanoTime());
      return "the %s profile is held by %s, %d s left"
          .formatted(event.label(), holder, TimeUnit.NANOSECONDS.toSeconds(left));
    }
  }
}
