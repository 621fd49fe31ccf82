package io.framelab.server.blocking;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * How a connection's streams reach the socket: the step from {@code unbuffered} to {@code
 * buffered}.
 */
public enum Streams {
  /** Every read and every write goes to the kernel. */
  RAW {
    @Override
    InputStream input(final InputStream socket) {
      return socket;
    }

    @Override
    OutputStream output(final OutputStream socket) {
      return socket;
    }
  },
  /**
   * As much as is there is read at once; acks are written together when the connection is about to
   * wait.
   */
  BUFFERED {
    @Override
    InputStream input(final InputStream socket) {
      return new BufferedInputStream(socket, BUFFER_BYTES);
    }

    @Override
    OutputStream output(final OutputStream socket) {
      return new BufferedOutputStream(socket, BUFFER_BYTES);
    }
  };

  /**
   * The longest frame by default, so that one read brings whole batches; two of these per
   * connection.
   */
  static final int BUFFER_BYTES = 64 * 1024;

  abstract InputStream input(InputStream socket);

  abstract OutputStream output(OutputStream socket);
}
