package io.framelab.profiling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where whoever wants a profile asks for it: one of a kind at a time, and the others are told who
 * has it. Any thread may call it; the caller's thread records. Nothing is loaded and nothing is
 * written before the first profile is asked for. Its owner closes it once nobody asks any more.
 */
public final class ProfileDesk implements AutoCloseable {
  /** The place of async-profiler, which has one session for the whole process. */
  private static final String PROFILER = "async-profiler";

  /** Where a recorder comes from when it is wanted; it may not be had. */
  @FunctionalInterface
  interface Source {
    /** Any recorder of that kind. */
    Recorder get() throws RecordingException;
  }

  private final String program;
  private final List<Path> folders;
  private final Source profiler;
  private final Source jdk;
  private final Supplier<Optional<String>> whyNoProfiler;
  private final Places places = new Places();
  private final Experience experience = new Experience();
  private Scratch scratch;

  /**
   * A desk that has recorded nothing yet.
   *
   * @param program what tools show as the file that was profiled.
   */
  public ProfileDesk(final String program) {
    this(program, NativeLibrary.ofThisMachine());
  }

  private ProfileDesk(final String program, final NativeLibrary library) {
    this(
        program,
        Folders.usual(),
        () -> new AsyncRecorder(library.profiler()::execute),
        JfrRecorder::new,
        library::whyNot);
  }

  ProfileDesk(
      final String program,
      final List<Path> folders,
      final Source profiler,
      final Source jdk,
      final Supplier<Optional<String>> whyNoProfiler) {
    this.program = program;
    this.folders = folders;
    this.profiler = profiler;
    this.jdk = jdk;
    this.whyNoProfiler = whyNoProfiler;
  }

  /**
   * Records, for as long as the profile is wanted. By async-profiler if it can; where that is not
   * to be had, or is busy with something else, by the JDK if that can.
   *
   * @param request what, how long, and for whom.
   * @param waiting spends the time.
   * @return the profile, which the caller closes; empty if nobody wanted it any more.
   * @throws HeldException if somebody else records that, or has the only recorder that could.
   * @throws RecordingException if it cannot be recorded here.
   */
  public Optional<Profile> record(final ProfileRequest request, final Waiting waiting)
      throws HeldException, RecordingException {
    final Holder holder = new Holder(request);
    final Optional<Holder> other = places.take(request.event().place(), holder);
    if (other.isPresent()) {
      throw new HeldException(other.get().toString());
    }
    try {
      return recordAlone(request, holder, waiting);
    } finally {
      places.leaveAll(holder);
    }
  }

  /**
   * Where all threads are now; needs no recorder.
   *
   * @return threads of this JVM, the caller's too.
   */
  public ThreadDump threads() {
    return ThreadDumper.take(program, scratch());
  }

  /**
   * What threads there are, by their names; needs no recorder.
   *
   * @return a sample for each name, without its numbers.
   */
  public CountProfile createdThreads() {
    return ThreadDumper.created(program);
  }

  /**
   * Who records now.
   *
   * @return in words for people; empty if nobody does.
   */
  public List<String> holders() {
    return places.holders();
  }

  /**
   * How many recordings were made.
   *
   * @param event of which kind.
   * @return those that were finished; the others nobody has got.
   */
  public long made(final ProfileEvent event) {
    return experience.made(event);
  }

  /**
   * What works here, and how; nothing is loaded, written or recorded for it.
   *
   * @return for people, the most important first.
   */
  public List<Fact> facts() {
    return experience.facts(whyNoProfiler(), whereRecordingsAre());
  }

  private synchronized String whereRecordingsAre() {
    return scratch == null ? WhatWorks.willBeIn(folders) : scratch.where();
  }

  /**
   * Why the JDK has to record what async-profiler should.
   *
   * @return for people; empty as long as async-profiler was not wanted, and if it can be had.
   */
  public Optional<String> whyNoProfiler() {
    return whyNoProfiler.get();
  }

  @Override
  public synchronized void close() {
    if (scratch != null) {
      scratch.close();
    }
  }

  private Optional<Profile> recordAlone(
      final ProfileRequest request, final Holder holder, final Waiting waiting)
      throws HeldException, RecordingException {
    final ProfileEvent event = request.event();
    final Path file = scratch().newFile();
    boolean keeps = false;
    try {
      final List<String> comments = new ArrayList<>();
      request.limit().ifPresent(comments::add);
      final Recording recording = start(event, file, holder, comments);
      if (!waits(request, waiting, recording, comments)) {
        return Optional.empty();
      }
      comments.addAll(recording.stop());
      if (event == ProfileEvent.CPU || event == ProfileEvent.WALL) {
        DebugInfo.missing().ifPresent(comments::add);
      }
      keeps = true;
      experience.finished(event, comments);
      return Optional.of(new Profile(event, program, file, comments));
    } finally {
      if (!keeps) {
        delete(file);
      }
    }
  }

  private Recording start(
      final ProfileEvent event, final Path file, final Holder holder, final List<String> comments)
      throws HeldException, RecordingException {
    if (!event.isForProfiler()) {
      return startByJdk(event, file);
    }
    final Optional<Holder> other = places.take(PROFILER, holder);
    if (other.isEmpty()) {
      try {
        final Recording recording = profiler.get().start(event, file);
        experience.profilerStarted();
        return recording;
      } catch (final RecordingException e) {
        places.leave(PROFILER, holder);
        return startInstead(event, file, e, comments);
      }
    }
    final String busy = "async-profiler records one profile at a time: " + other.get();
    if (!event.isForJdk()) {
      throw new HeldException(busy);
    }
    return startInstead(event, file, new RecordingException(busy, null), comments);
  }

  private Recording startInstead(
      final ProfileEvent event,
      final Path file,
      final RecordingException refusal,
      final List<String> comments)
      throws RecordingException {
    if (!event.isForJdk()) {
      throw refusal;
    }
    comments.add("recorded without async-profiler because: " + refusal.getMessage());
    try {
      return startByJdk(event, file);
    } catch (final RecordingException e) {
      throw new RecordingException(refusal.getMessage() + "; " + e.getMessage(), e);
    }
  }

  private Recording startByJdk(final ProfileEvent event, final Path file)
      throws RecordingException {
    try {
      return jdk.get().start(event, file);
    } catch (final LinkageError e) {
      throw new RecordingException("this Java has no flight recorder: " + e, e);
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
}
