package io.framelab.server;

import io.framelab.cli.BuildInfo;
import io.framelab.cli.Durations;
import io.framelab.cli.Endpoint;
import io.framelab.cli.ExitCode;
import io.framelab.cli.Range;
import io.framelab.cli.RunFailure;
import io.framelab.cli.SizeConverter;
import io.framelab.codec.FrameDescriptor;
import io.framelab.metrics.ServerCounter;
import io.framelab.server.admin.AdminServer;
import io.framelab.server.core.EngineFactory;
import io.framelab.server.core.Limits;
import io.framelab.server.core.Listen;
import io.framelab.server.core.Server;
import io.framelab.server.core.ServerConfig;
import io.framelab.server.core.SubmitHandler;
import io.framelab.server.core.ThreadKind;
import io.framelab.server.core.Threads;
import io.framelab.server.netty.NettyTransport;
import io.framelab.server.watch.KeptProfiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code framelab serve}: flags in, a ready line out, then serve until a signal comes. For the main
 * thread.
 */
@Command(name = "framelab serve", description = "Answers every Submit with a SubmitAck.")
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  @Option(names = "--port", defaultValue = "8888", description = "TCP port; 0 takes a free one")
  private int port;

  @Option(
      names = "--bind",
      defaultValue = Listen.DEFAULT_HOST,
      description = "address to listen on; 0.0.0.0 for all")
  private String bind;

  @Option(
      names = "--engine",
      description =
          "the rung of the ladder that serves: ${COMPLETION-CANDIDATES}; owned unless told, on"
              + " epoll where that is available, else on NIO",
      completionCandidates = EngineNames.class)
  private String engine;

  @Option(
      names = "--io-threads",
      paramLabel = "N",
      description = "event loops, for event-loop engines; half of the processors unless told")
  private Integer ioThreads;

  @Option(
      names = "--threads",
      description =
          "platform or virtual, for engines with a thread per connection; virtual where the JDK"
              + " has them unless told")
  private ThreadKind threads;

  @Option(
      names = "--handler",
      paramLabel = "accept|CLASS",
      defaultValue = HandlerLoader.ACCEPT,
      description = "what answers a Submit: a class that implements SubmitHandler")
  private String handler;

  @Option(
      names = "--handler-path",
      paramLabel = "PATH",
      description = "jars and folders that hold the handler, separated by ':'")
  private String handlerPath;

  @Option(
      names = "--metrics",
      paramLabel = "[HOST:]PORT|off",
      defaultValue = "8889",
      description = "metrics and health over HTTP, on loopback unless a host is named")
  private Endpoint metrics;

  @Option(
      names = "--pprof",
      paramLabel = "[HOST:]PORT|off",
      defaultValue = "off",
      description =
          "profiles for go tool pprof over HTTP, for example 6060; on loopback unless a host is"
              + " named, with a warning if that one is not loopback")
  private Endpoint pprof;

  @Option(
      names = "--max-frame",
      paramLabel = "SIZE",
      defaultValue = "64KiB",
      converter = SizeConverter.class,
      description = "the longest frame accepted, 16MiB at most")
  private int maxFrame;

  @Option(
      names = "--drain-timeout",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "how long to wait for connections after SIGTERM")
  private Duration drainTimeout;

  @Option(
      names = "--service-time",
      paramLabel = "TIME",
      hidden = true,
      description =
          "for experiments: wait:1ms answers later, busy:1ms spins; also exp:1ms, mix:1ms:90,20ms:10")
  private String serviceTime;

  @Option(
      names = "--log-format",
      paramLabel = "text|json",
      defaultValue = "text",
      hidden = true,
      description = "how to log to stderr: text, or json with one object a line")
  private LogFormat logFormat;

  @Mixin private HardeningFlags hardeningFlags;

  @Mixin private WorkerFlags workerFlags;

  @Mixin private WatchFlags watchFlags;

  @Override
  public Integer call() throws IOException, InterruptedException {
    logFormat.use();
    final ServerConfig config = config();
    final SubmitHandler answering = answering();
    final KeptProfiles kept = watchFlags.openFolder();
    final StopSignal stop = StopSignal.install();
    final Server server = Server.start(config, answering);
    try (AdminServer admin = startAdmin(server);
        Profiling profiling = Profiling.start(pprof, watchFlags, kept, server)) {
      System.out.println(readyLine(server, admin, profiling));
      stop.await();
      return drain(server);
    } finally {
      server.stop(Duration.ZERO);
    }
  }

  private ServerConfig config() {
    Range.check("--port", port, 0, 0xFFFF);
    Range.check(
        "--max-frame",
        maxFrame,
        FrameDescriptor.MIN_FRAME_LENGTH,
        FrameDescriptor.MAX_FRAME_LENGTH_LIMIT);
    final EngineFactory chosen =
        engine == null ? best() : valid("--engine", engine, () -> Engine.of(engine));
    watchFlags.check(chosen);
    return ServerConfig.of(chosen)
        .listen(new Listen(bind, port))
        .limits(limitsOf(chosen))
        .threads(threadsFor(chosen))
        .workers(workerFlags.workers(chosen));
  }

  private Limits limitsOf(final EngineFactory chosen) {
    final Limits limits = hardeningFlags.limits(chosen).maxFrameLength(maxFrame);
    return valid(
        "--drain-timeout", drainTimeout.toString(), () -> limits.drainTimeout(drainTimeout));
  }

  /** Only the default chooses, and it says when the choice is not the usual one. */
  private static EngineFactory best() {
    final EngineFactory best = Engine.best();
    if (best != Engine.OWNED) {
      LOG.info("{}: serving on NIO", NettyTransport.EPOLL.whyNot());
    }
    return best;
  }

  private Threads threadsFor(final EngineFactory chosen) {
    final Threads best = Threads.best();
    if (ioThreads != null) {
      refuseUnless(
          !chosen.isBlocking(), "--io-threads", chosen, "has a thread for each connection");
      Range.check("--io-threads", ioThreads, 1, Threads.MAX_IO_THREADS);
    }
    if (threads != null) {
      refuseUnless(
          chosen.isBlocking(), "--threads", chosen, "runs on event loops; see --io-threads");
      refuseUnavailable();
    }
    return new Threads(
        ioThreads == null ? best.ioThreads() : ioThreads, threads == null ? best.kind() : threads);
  }

  private void refuseUnavailable() {
    if (!threads.isAvailable()) {
      throw RunFailure.usage(
          "--threads '"
              + threads.label()
              + "': needs JDK 21 or later, this is "
              + Runtime.version());
    }
  }

  private static void refuseUnless(
      final boolean honoured, final String flag, final EngineFactory chosen, final String reason) {
    if (!honoured) {
      throw RunFailure.usage(flag + ": engine " + chosen.engineName() + " " + reason);
    }
  }

  private SubmitHandler answering() {
    if (handlerPath != null && HandlerLoader.ACCEPT.equals(handler)) {
      throw RunFailure.usage("--handler-path '" + handlerPath + "': name the class with --handler");
    }
    final ClassLoader classes =
        valid("--handler-path", handlerPath, () -> HandlerLoader.classLoader(handlerPath));
    final SubmitHandler loaded =
        valid("--handler", handler, () -> HandlerLoader.load(handler, classes));
    return serviceTime == null
        ? loaded
        : valid("--service-time", serviceTime, () -> ServiceTime.parse(serviceTime, loaded));
  }

  private AdminServer startAdmin(final Server server) throws IOException {
    if (metrics.isOff()) {
      return null;
    }
    return AdminServer.start(
        new InetSocketAddress(metrics.host(), metrics.port()),
        server,
        BuildInfo.version(),
        BuildInfo.commit());
  }

  private static String readyLine(
      final Server server, final AdminServer admin, final Profiling profiling) {
    return "ready port=%d metrics=%s pprof=%s engine=%s transport=%s threads=%s pid=%d"
        .formatted(
            server.address().getPort(),
            admin == null ? "off" : Integer.toString(admin.address().getPort()),
            profiling.pprofPort(),
            server.config().engine().engineName(),
            server.transport(),
            server.threads(),
            ProcessHandle.current().pid());
  }

  private int drain(final Server server) {
    LOG.info("draining, at most {}", Durations.format(drainTimeout));
    final boolean drained = server.stop(drainTimeout);
    LOG.info(
        "{}: {} Submits received, {} acks sent",
        drained ? "drained" : "drain timeout over, connections cut",
        server.counters().total(ServerCounter.REQ_RECV),
        server.counters().total(ServerCounter.RSP_SEND));
    return drained ? ExitCode.OK : ExitCode.FAILED;
  }

  private static <T> T valid(final String flag, final String value, final Supplier<T> parse) {
    try {
      return parse.get();
    } catch (final IllegalArgumentException e) {
      throw new RunFailure(ExitCode.USAGE, flag + " '" + value + "': " + e.getMessage(), e);
    }
  }
}
