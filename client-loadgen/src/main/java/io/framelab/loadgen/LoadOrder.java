package io.framelab.loadgen;

/**
 * What the rig wants of the load threads. Immutable; handed over through a volatile field and
 * carried out once.
 *
 * @param number counts up; a thread answers with it when it is done.
 * @param submits in all, over every connection of the run, or {@link Transceiver#UNLIMITED}.
 * @param connections of the whole run.
 * @param finish half-close instead of sending.
 */
record LoadOrder(long number, long submits, int connections, boolean finish) {
  /** What one connection may send: equal shares, the first ones take what is left over. */
  long share(final int connectionNumber) {
    if (submits == Transceiver.UNLIMITED) {
      return submits;
    }
    return submits / connections + (connectionNumber < submits % connections ? 1 : 0);
  }
}
