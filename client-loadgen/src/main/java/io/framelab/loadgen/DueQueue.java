package io.framelab.loadgen;

/**
 * The connections whose next Submit has its time, the earliest first: a binary heap, since a look
 * at each of ten thousand connections per turn would be too dear. Allocates nothing. Owned by one
 * load thread.
 */
final class DueQueue {
  /** What {@link #firstNs()} says of an empty queue. */
  static final long NEVER = Long.MAX_VALUE;

  private final long[] dueNs;
  private final LoadConnection[] connections;
  private int size;

  DueQueue(final int capacity) {
    dueNs = new long[capacity];
    connections = new LoadConnection[capacity];
  }

  /** When the first is due, or {@link #NEVER}. */
  long firstNs() {
    return size == 0 ? NEVER : dueNs[0];
  }

  /** Adds a connection that is not in it. */
  void add(final LoadConnection connection, final long atNs) {
    int at = size++;
    while (at > 0 && dueNs[(at - 1) / 2] > atNs) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    put(at, connection, atNs);
  }

  /** Takes the first out; only if there is one. */
  LoadConnection poll() {
    final LoadConnection first = connections[0];
    size--;
    final LoadConnection moved = connections[size];
    final long movedNs = dueNs[size];
    int at = 0;
    for (int child = 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && dueNs[child + 1] < dueNs[child]) {
        child++;
      }
      if (dueNs[child] >= movedNs) {
        break;
      }
      move(child, at);
      at = child;
    }
    put(at, moved, movedNs);
    connections[size] = null;
    return first;
  }

  void clear() {
    while (size > 0) {
      connections[--size] = null;
    }
  }

  private void move(final int from, final int to) {
    put(to, connections[from], dueNs[from]);
  }

  private void put(final int at, final LoadConnection connection, final long atNs) {
    connections[at] = connection;
    dueNs[at] = atNs;
  }
}
