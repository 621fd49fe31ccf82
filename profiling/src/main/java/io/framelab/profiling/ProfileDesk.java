package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
   * @param request what, how long, and for whom.
   * @param waiting spends the time.
   * @return the profile, which the caller closes; empty if nobody wanted it any more.
   * @throws HeldException if somebody else records.
   * @throws RecordingException if it cannot be recorded here.
   */
  public Optional<Profile> record(final ProfileRequest request, final Waiting waiting)
      throws HeldException, RecordingException {
    final Held mine = new Held(request, System.nanoTime() + request.duration().toNanos());
    final Held other = held.compareAndExchange(null, mine);
    if (other != null) {
      throw new HeldException(other.toString());
    }
    try {
      return recordAlone(request, waiting);
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

  private Optional<Profile> recordAlone(final ProfileRequest request, final Waiting waiting)
      throws RecordingException {
    final Recorder recorder = new AsyncRecorder(library.profiler()::execute);
    final Path file = scratch().newFile();
    boolean keeps = false;
    try {
      final Recording recording = recorder.start(request.event(), file);
      final List<String> comments = new ArrayList<>();
      request.limit().ifPresent(comments::add);
      if (!waits(request, waiting, recording, comments)) {
        return Optional.empty();
      }
      comments.addAll(recording.stop());
      DebugInfo.missing().ifPresent(comments::add);
      keeps = true;
      return Optional.of(new Profile(request.event(), program, file, comments));
    } finally {
      if (!keeps) {
        delete(file);
      }
    }
  }

  /** Whatever happens meanwhile, a recording that nobody stops would hold the profiler for good. */
  private static boolean waits(
      final ProfileRequest request,
      final Waiting waiting,
      final Recording recording,
      final List<String> comments) {
    boolean wanted = false;
    try {
      if (!waiting.sleep(request.duration())) {
        return false;
      }
      if (request.collects()) {
        comments.add(FullCollection.run());
      }
      wanted = true;
      return true;
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

  private record Held(ProfileRequest request, long endsAtNs) {
    @Override
    public String toString() {
      final long left = Math.max(0, endsAtNs - System.nanoTime());
      return "the %s profile is held by %s, %d s left"
          .formatted(
              request.event().label(), request.holder(), TimeUnit.NANOSECONDS.toSeconds(left));
    }
  }
}
