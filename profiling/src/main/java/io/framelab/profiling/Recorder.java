package io.framelab.profiling;

import java.nio.file.Path;

/** Makes recordings of this JVM. */
interface Recorder {
  /**
   * Begins to record.
   *
   * @param file to write to; the caller deletes it.
   * @throws RecordingException if it cannot; nothing runs then.
   */
  Recording start(ProfileEvent event, Path file) throws RecordingException;
}
