package io.framelab.profiling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A finished recording. Immutable; whoever got it closes it, and its file goes.
 *
 * @param event what was recorded.
 * @param program what the tool shows as the file that was profiled.
 * @param recording of JFR.
 * @param comments what whoever reads it should know of how it was recorded.
 */
public record Profile(ProfileEvent event, String program, Path recording, List<String> comments)
    implements AutoCloseable {
  /**
   * What {@code go tool pprof} reads.
   *
   * @return gzipped.
   * @throws IOException if the recording cannot be read.
   */
  public byte[] pprof() throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    PprofWriter.write(read(), out);
    return out.toByteArray();
  }

  /**
   * What Go shows with {@code debug=1}; of processor time it has no such text.
   *
   * @return text.
   * @throws IOException if the recording cannot be read.
   */
  public String text() throws IOException {
    return LegacyText.of(read());
  }

  private ProfileBuilder read() throws IOException {
    final ProfileBuilder builder = new ProfileBuilder(event, program);
    Stream.concat(
            EngineNotes.of(event, JfrSamples.read(recording, builder)).stream(), comments.stream())
        .distinct()
        .forEach(builder::comment);
    return builder;
  }

  /**
   * What a browser draws.
   *
   * @param title above the graph.
   * @return the graph of the event's most telling value.
   * @throws IOException if the recording cannot be read.
   */
  public FlamePage flamePage(final String title) throws IOException {
    final ProfileBuilder builder = new ProfileBuilder(event, program);
    JfrSamples.read(recording, builder);
    // the page shows no comments, and a graph that looks whole and is not misleads
    return new FlamePage(
        builder, title + Shortfall.in(comments).map(words -> "; " + words).orElse(""));
  }

  /**
   * The same for comparing: of what a million requests take, in nanoseconds or bytes.
   *
   * @param title above the graph.
   * @param requests that were answered meanwhile.
   * @return the graph.
   * @throws IOException if the recording cannot be read.
   */
  public FlamePage flamePage(final String title, final long requests) throws IOException {
    final ProfileBuilder builder = new ProfileBuilder(event, program);
    JfrSamples.read(recording, builder);
    return FlamePage.perMillion(builder, title, requests);
  }

  /**
   * By whom it was recorded, and what that means, as far as the recording itself tells.
   *
   * @return for people.
   * @throws IOException if the recording cannot be read.
   */
  public List<String> engineNotes() throws IOException {
    final Map<String, String> settings =
        JfrSamples.read(recording, new ProfileBuilder(event, program));
    return EngineNotes.isByTheJdk(settings)
        ? EngineNotes.ofTheJdk(event)
        : EngineNotes.of(event, settings);
  }

  /**
   * The size of the recording.
   *
   * @return bytes.
   * @throws IOException if it is gone.
   */
  public long jfrBytes() throws IOException {
    return Files.size(recording);
  }

  /**
   * What {@code jfr} and JDK Mission Control read.
   *
   * @return the recording itself.
   * @throws IOException if it cannot be read.
   */
  public byte[] jfr() throws IOException {
    return Files.readAllBytes(recording);
  }

  /** Deletes the recording. */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(recording);
  }
}
