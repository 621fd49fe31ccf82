package io.framelab.profiling;

import java.util.List;

/** A recording that runs. Exactly one of the two is called, once, by the thread that owns it. */
interface Recording {
  /**
   * Ends it; its file is complete then.
   *
   * @return what whoever reads the profile should know of how it was recorded.
   * @throws RecordingException if the file could not be completed; nothing runs any more.
   */
  List<String> stop() throws RecordingException;

  /** Ends it for nobody. */
  void abort();
}
