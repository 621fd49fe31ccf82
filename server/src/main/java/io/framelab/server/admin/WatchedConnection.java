package io.framelab.server.admin;

import io.framelab.profiling.Waiting;
import io.framelab.server.admin.WatchedEndpoint.Patience;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One client of a {@link WatchedEndpoint}: one request, one answer. Its thread does everything;
 * only {@link #close} is for any.
 */
final class WatchedConnection implements Waiting {
  private static final int HEAD_MAX = 8 * 1024;
  private static final int BODY_MAX = 64 * 1024;

  /** For bytes that are on their way when the answer is: unread they would make it a reset. */
  private static final Duration FAREWELL = Duration.ofMillis(500);

  /** The accepting thread does not wait long for whoever it cannot serve. */
  private static final Duration SHORT_FAREWELL = Duration.ofMillis(100);

  private final Socket socket;
  private final Patience patience;
  private final ScheduledExecutorService closer;
  private final byte[] buffer = new byte[HEAD_MAX];
  private int filled;

  WatchedConnection(
      final Socket socket, final Patience patience, final ScheduledExecutorService closer) {
    this.socket = socket;
    this.patience = patience;
    this.closer = closer;
  }

  /** Address and port of the client, for people. */
  String peer() {
    final InetSocketAddress peer = (InetSocketAddress) socket.getRemoteSocketAddress();
    final String host = peer.getAddress().getHostAddress();
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + peer.getPort();
  }

  /** Ends it, whatever its thread is at. */
  void close() {
    try {
      socket.close();
    } catch (final IOException e) {
      throw new IllegalStateException("a socket does not close", e);
    }
  }

  /**
   * Reads the request and answers it.
   *
   * @param loopbackOnly whether only names of this machine may have led here.
   */
  void serve(final WatchedEndpoint.Routes routes, final boolean loopbackOnly) {
    try (socket) {
      final HttpRequestHead request;
      try {
        request = readRequest(loopbackOnly);
      } catch (final Refusal e) {
        write(PprofReply.failure(e.status, e.getMessage()), false);
        return;
      }
      if (request == null) {
        return;
      }
      final Optional<PprofReply> reply = answer(routes, request);
      if (reply.isPresent()) {
        write(reply.get(), "HEAD".equals(request.method()));
      }
    } catch (final IOException | RejectedExecutionException e) {
      // the client has gone, or was sent away, or all are: there is nobody to tell
      return;
    }
  }

  /** Sends it away; for the accepting thread, which must not be held up. */
  void refuse(final PprofReply reply) {
    try (socket) {
      socket.getOutputStream().write(reply.head());
      socket.getOutputStream().write(reply.body());
      sayFarewell(SHORT_FAREWELL);
    } catch (final IOException e) {
      // gone already
      return;
    }
  }

  /**
   * Blocks for the time given, unless the client goes away: then its end of the stream is seen, as
   * Go's server does. It has nothing more to say; what it says is dropped.
   */
  @Override
  public boolean sleep(final Duration duration) {
    final long end = System.nanoTime() + duration.toNanos();
    int ignored = 0;
    try {
      while (true) {
        final int read = readUntil(end, 0);
        ignored += read;
        if (read < 0 || ignored > HEAD_MAX) {
          return false;
        }
      }
    } catch (final SocketTimeoutException e) {
      return true;
    } catch (final IOException e) {
      return false;
    }
  }

  private Optional<PprofReply> answer(
      final WatchedEndpoint.Routes routes, final HttpRequestHead request) {
    try {
      return routes.answer(request, this);
    } catch (final RuntimeException | LinkageError e) {
      // a runtime may be made without some of the JDK's modules
      return Optional.of(PprofReply.failure(500, "failed: " + e));
    } catch (final OutOfMemoryError e) {
      // of what was wanted here in addition; whoever serves and has none left says so himself
      return Optional.of(PprofReply.failure(503, "too little memory is left for an answer"));
    }
  }

  /** Null if the client left without asking. */
  private HttpRequestHead readRequest(final boolean loopbackOnly) throws IOException, Refusal {
    final long end = System.nanoTime() + patience.request().toNanos();
    try {
      int bodyAt = bodyStart();
      while (bodyAt < 0) {
        if (filled == buffer.length) {
          throw new Refusal(431, "a request has at most " + HEAD_MAX + " bytes of headers");
        }
        final int read = readUntil(end, filled);
        if (read < 0) {
          return null;
        }
        filled += read;
        bodyAt = bodyStart();
      }
      final HttpRequestHead request =
          HttpRequestHead.parse(
              new String(buffer, 0, bodyAt, StandardCharsets.ISO_8859_1).stripTrailing());
      if (loopbackOnly && !request.isForLoopback()) {
        throw new Refusal(403, "ask by the name localhost or by its address");
      }
      skipBody(request, filled - bodyAt, end);
      return request;
    } catch (final SocketTimeoutException e) {
      throw new Refusal(408, "a request has " + patience.request().toMillis() + " ms to arrive");
    } catch (final IllegalArgumentException e) {
      throw new Refusal(400, e.getMessage());
    }
  }

  /** Behind the empty line; -1 as long as there is none. */
  private int bodyStart() {
    for (int i = 1; i < filled; i++) {
      final boolean emptyLine =
          buffer[i] == '\n'
              && (buffer[i - 1] == '\n' || i > 1 && buffer[i - 1] == '\r' && buffer[i - 2] == '\n');
      if (emptyLine) {
        return i + 1;
      }
    }
    return -1;
  }

  /** Nothing here depends on what a body says; read it has to be. */
  private void skipBody(final HttpRequestHead request, final int alreadyRead, final long end)
      throws IOException, Refusal {
    if (request.contentLength() > BODY_MAX) {
      throw new Refusal(413, "a request has at most " + BODY_MAX + " bytes of body");
    }
    long left = request.contentLength() - alreadyRead;
    while (left > 0) {
      final int read = readUntil(end, 0);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }

  /** Reads to the given place of the buffer; a timeout once that moment is there. */
  private int readUntil(final long end, final int to) throws IOException {
    final long leftNs = end - System.nanoTime();
    if (leftNs <= 0) {
      throw new SocketTimeoutException();
    }
    // rounded up, because 0 would be for ever
    socket.setSoTimeout((int) (TimeUnit.NANOSECONDS.toMillis(leftNs) + 1));
    final InputStream in = socket.getInputStream();
    return in.read(buffer, to, buffer.length - to);
  }

  private void write(final PprofReply reply, final boolean headOnly) throws IOException {
    final Future<?> limit =
        closer.schedule(this::close, patience.reply().toNanos(), TimeUnit.NANOSECONDS);
    try {
      final OutputStream out = socket.getOutputStream();
      out.write(reply.head());
      if (!headOnly) {
        out.write(reply.body());
      }
      sayFarewell(FAREWELL);
    } finally {
      limit.cancel(false);
    }
  }

  private void sayFarewell(final Duration duration) throws IOException {
    socket.shutdownOutput();
    sleep(duration);
  }

  /** A request that is answered by nobody's route. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1;
    private final int status;

    Refusal(final int status, final String message) {
      super(message);
      this.status = status;
    }
  }
}
