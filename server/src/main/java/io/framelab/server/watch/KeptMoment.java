package io.framelab.server.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A moment that is being written: nobody sees it under its name before it is complete, and if that
 * is never said it goes. For one thread, which closes it.
 */
final class KeptMoment implements AutoCloseable {
  private final KeptProfiles kept;
  private final Path place;
  private final Path part;
  private long written;
  private boolean complete;

  /** Of an empty folder, which is to have a place of its own in the end. */
  KeptMoment(final KeptProfiles kept, final Path place, final Path part) {
    this.kept = kept;
    this.place = place;
    this.part = part;
  }

  /** Adds a file; older moments make room for it. */
  void write(final String name, final byte[] content) throws IOException {
    written += content.length;
    kept.makeRoom(written);
    Files.write(part.resolve(name), content);
  }

  /** Says that nothing is missing: where it is from now on. */
  Path complete() throws IOException {
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    complete = true;
    return place;
  }

  @Override
  public void close() throws IOException {
    if (!complete) {
      KeptProfiles.remove(part);
    }
  }
}
