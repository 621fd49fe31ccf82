package io.framelab.server.netty;

/** A connection of a {@link ScriptedPeer}, on a loop that a test turns by hand. */
interface ScriptedConnection {
  /** The server stops. */
  void drain();

  /**
   * What its loop's turn does for it: a read or a write, if it waits for what has come.
   *
   * @return whether there was something to do.
   */
  boolean onTurn();
}
