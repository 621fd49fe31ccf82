package io.framelab.server.admin;

import io.framelab.profiling.CountProfile;
import io.framelab.profiling.ProfileDesk;
import io.framelab.profiling.ThreadDump;

/** Profiles of what is there at this moment. Any thread may use it. */
final class ThreadRoutes {
  /** Above that, every thread is shown by itself. */
  private static final int GROUPED = 1;

  private final ProfileDesk desk;

  ThreadRoutes(final ProfileDesk desk) {
    this.desk = desk;
  }

  /** Where threads are. */
  PprofReply goroutine(final HttpRequestHead request) {
    try {
      ProfileParameters.checkIsForNow(request);
    } catch (final IllegalArgumentException e) {
      return PprofReply.failure(400, e.getMessage());
    }
    final ThreadDump threads = desk.threads();
    return ProfileParameters.debug(request) > GROUPED
        ? PprofReply.text(threads.stacks())
        : counts("goroutine", threads.profile(), request);
  }

  /** What threads there are. */
  PprofReply threadcreate(final HttpRequestHead request) {
    try {
      ProfileParameters.checkIsForNow(request);
    } catch (final IllegalArgumentException e) {
      return PprofReply.failure(400, e.getMessage());
    }
    return counts("threadcreate", desk.createdThreads(), request);
  }

  private static PprofReply counts(
      final String name, final CountProfile profile, final HttpRequestHead request) {
    return ProfileParameters.debug(request) == 0
        ? PprofReply.file(name, profile.pprof())
        : PprofReply.text(profile.text());
  }
}
