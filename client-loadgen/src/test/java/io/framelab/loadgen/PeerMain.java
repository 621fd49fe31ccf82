package io.framelab.loadgen;

/** A well-behaved peer as a process of its own, which a test can stop. Prints its port. */
final class PeerMain {
  private PeerMain() {}

  /** Serves until it is killed. */
  public static void main(final String[] args) throws Exception {
    try (FramePeer peer = new FramePeer(FramePeer::answer)) {
      System.out.println(peer.port());
      Thread.currentThread().join();
    }
  }
}
