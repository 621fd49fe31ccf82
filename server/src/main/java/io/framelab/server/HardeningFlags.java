package io.framelab.server;

import io.framelab.cli.Counts;
import io.framelab.cli.Durations;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.server.core.ConnectionLimits;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.Limits;
import io.framelab.server.core.Timeouts;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/**
 * The flags of the hardened contract: what strangers may cost. Null is the default of the engine.
 * For the main thread.
 */
final class HardeningFlags {
  /** No flag sets more connections than a process can have files. */
  private static final int MAX_CONNECTIONS = 1_000_000;

  @Option(
      names = "--max-connections",
      paramLabel = "N|off",
      hidden = true,
      converter = CountOrOff.class,
      description =
          "open at once; more are closed as they come; 10000 unless told, or what the limit of"
              + " open files allows")
  private Integer maxConnections;

  @Option(
      names = "--max-connections-per-ip",
      paramLabel = "N|off",
      hidden = true,
      converter = CountOrOff.class,
      description =
          "of those, from one address or one /64 of IPv6; half of --max-connections unless told, so off with it")
  private Integer maxConnectionsPerIp;

  @Option(
      names = "--accept-rate",
      paramLabel = "N|off",
      hidden = true,
      converter = CountOrOff.class,
      description = "connections accepted per second, as many at once; 5000 unless told")
  private Integer acceptRate;

  @Option(
      names = "--frame-timeout",
      paramLabel = "TIME|off",
      hidden = true,
      converter = TimeOrOff.class,
      description = "from the first to the last byte of a frame; 10s unless told")
  private Duration frameTimeout;

  @Option(
      names = "--idle-timeout",
      paramLabel = "TIME|off",
      hidden = true,
      converter = TimeOrOff.class,
      description = "without a byte from the peer; 5m unless told")
  private Duration idleTimeout;

  @Option(
      names = "--slow-consumer-timeout",
      paramLabel = "TIME|off",
      hidden = true,
      converter = TimeOrOff.class,
      description = "while acks wait and the peer takes no byte; 10s unless told")
  private Duration slowConsumerTimeout;

  @Option(
      names = "--window",
      paramLabel = "N",
      hidden = true,
      description =
          "Submits of a connection that may wait for late answers before it is read no further;"
              + " 1024 unless told")
  private Integer window;

  /** The limits that were asked for, over those that the engine has anyway. */
  Limits limits(final EngineFactory engine) {
    if (!engine.isHardened()) {
      refuse(engine);
      return Limits.WIRE;
    }
    if (window != null) {
      Range.check("--window", window, 1, Limits.MAX_WINDOW);
    }
    return Limits.HARDENED
        .window(window == null ? Limits.DEFAULT_WINDOW : window)
        .connections(connections())
        .timeouts(timeouts());
  }

  private ConnectionLimits connections() {
    final ConnectionLimits usual = ConnectionLimits.HARDENED;
    final int max = checked("--max-connections", maxConnections, usual.max());
    final int half = (max + 1) / 2;
    return new ConnectionLimits(
        max,
        checked("--max-connections-per-ip", maxConnectionsPerIp, half),
        checked("--accept-rate", acceptRate, usual.acceptsPerSecond()));
  }

  private Timeouts timeouts() {
    final Timeouts usual = Timeouts.HARDENED;
    return new Timeouts(
        checked("--frame-timeout", frameTimeout, usual.frame()),
        checked("--idle-timeout", idleTimeout, usual.idle()),
        checked("--slow-consumer-timeout", slowConsumerTimeout, usual.slowConsumer()));
  }

  private static int checked(final String flag, final Integer asked, final int usual) {
    if (asked == null) {
      return usual;
    }
    if (asked != 0) {
      Range.check(flag, asked, 1, MAX_CONNECTIONS);
    }
    return asked;
  }

  private static Duration checked(final String flag, final Duration asked, final Duration usual) {
    if (asked == null) {
      return usual;
    }
    if (!asked.isZero()) {
      Range.check(flag, asked, Timeouts.MIN, Timeouts.MAX);
    }
    return asked;
  }

  /** An exhibit keeps the wire contract alone, and says so rather than forget a limit. */
  private void refuse(final EngineFactory engine) {
    refuse(engine, "--max-connections", maxConnections);
    refuse(engine, "--max-connections-per-ip", maxConnectionsPerIp);
    refuse(engine, "--accept-rate", acceptRate);
    refuse(engine, "--frame-timeout", frameTimeout);
    refuse(engine, "--idle-timeout", idleTimeout);
    refuse(engine, "--slow-consumer-timeout", slowConsumerTimeout);
    refuse(engine, "--window", window);
  }

  private static void refuse(final EngineFactory engine, final String flag, final Object asked) {
    if (asked != null) {
      throw RunFailure.usage(
          flag
              + ": engine "
              + engine.engineName()
              + " is an exhibit and keeps no such limit; owned and io_uring do");
    }
  }

  /** A count of one or more, or {@code off}, which is 0. */
  static final class CountOrOff implements ITypeConverter<Integer> {
    @Override
    public Integer convert(final String text) {
      return "off".equals(text) ? Integer.valueOf(0) : positive(text);
    }

    private static Integer positive(final String text) {
      final int count = Counts.parseInt(text);
      if (count < 1) {
        throw new IllegalArgumentException("expected 1 or more, or off");
      }
      return count;
    }
  }

  /** A duration, or {@code off}, which is zero. */
  static final class TimeOrOff implements ITypeConverter<Duration> {
    @Override
    public Duration convert(final String text) {
      if ("off".equals(text)) {
        return Duration.ZERO;
      }
      final Duration time = Durations.parse(text);
      if (time.isZero()) {
        throw new IllegalArgumentException("expected a time, or off");
      }
      return time;
    }
  }
}
