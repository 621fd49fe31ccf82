package io.framelab.benchmarks.ladder.result;

import io.framelab.benchmarks.process.ServerCounts;
import io.framelab.benchmarks.process.SyscallSlice;
import io.framelab.loadgen.report.LoadResult;
import java.util.List;
import java.util.Map;

/** A ladder of two engines and another program in two rounds, with figures that never change. */
public final class Ladders {
  private static final long SECOND_NS = 1_000_000_000L;

  /** How it was loaded. */
  public static final LadderConfig CONFIG =
      new LadderConfig(2, 2 * SECOND_NS, 3 * SECOND_NS, 100, 100, "18", false);

  private static final ServerFacts UNBUFFERED =
      new ServerFacts(
          "unbuffered", null, "the baseline", null, "stream", "platform", List.of("-Xmx1g"), null);
  private static final ServerFacts BUFFERED =
      new ServerFacts(
          "buffered",
          "unbuffered",
          "buffered streams",
          null,
          "stream",
          "platform",
          List.of("-Xmx1g"),
          null);
  private static final ServerFacts C =
      new ServerFacts("c", null, null, List.of("./c", "{port}"), null, null, List.of(), null);

  /** All of it. */
  public static final LadderResult RESULT =
      new LadderResult(
          3,
          LadderResult.KIND,
          new LoadResult.Tool("framelab-ladder", "1.2.3", "abc1234"),
          new LoadResult.Env("Linux", "6.1", "AMD EPYC (TM)", 2, "17.0.1", List.of()),
          "2026-01-31T23:59:58.123Z",
          CONFIG,
          List.of(UNBUFFERED, BUFFERED, C),
          List.of(SyscallSlice.METHOD, SyscallSlice.NOT_COUNTED + "perf not found"),
          runs(),
          List.of(UNBUFFERED, BUFFERED, C).stream()
              .map(server -> Standing.of(server, runs()))
              .toList(),
          null,
          null,
          null,
          null);

  /** The same, profiled. */
  public static final LadderResult PROFILED =
      RESULT.profiled(
          List.of(
              new EngineProfile(
                  "unbuffered",
                  "cpu",
                  4711,
                  "profiles/unbuffered.cpu.pb.gz",
                  "profiles/unbuffered.cpu.html",
                  null,
                  null,
                  List.of("engine: ctimer")),
              new EngineProfile(
                      "buffered",
                      "alloc",
                      4712,
                      "profiles/buffered.alloc.pb.gz",
                      "profiles/buffered.alloc.html",
                      null,
                      null,
                      List.of())
                  .against("unbuffered", "profiles/buffered-against-unbuffered.alloc.html")),
          List.of("engine io_uring has no profile: not available: it lacks a ring"));

  private Ladders() {}

  private static List<Run> runs() {
    return List.of(
        run(1, "unbuffered", 300_000, 12_000),
        run(1, "buffered", 900_000, 1_000),
        run(1, "c", 15_000_000, 50),
        run(2, "c", 15_000_000, 50),
        run(2, "buffered", 1_200_000, 900),
        run(2, "unbuffered", 330_000, 11_000));
  }

  private static Run run(
      final int round, final String name, final long acks, final long cpuNsPerRequest) {
    final boolean ours = !"c".equals(name);
    return new Run(
        round,
        name,
        "2026-01-31T23:59:58Z",
        3 * SECOND_NS,
        acks,
        acks * cpuNsPerRequest,
        ours ? new ServerCounts(acks * 40, acks, 1.0 * round, 20.0, 3L) : ServerCounts.NONE,
        ours ? 100L * 1024 * 1024 : null,
        ours
            ? new SyscallSlice(acks / 25, acks, null)
            : new SyscallSlice(null, 0, "perf not found"),
        2_000_000,
        9_000_000,
        ours ? 0.5 : 0.95,
        new LoadResult.Verify(
            acks,
            acks,
            0,
            0,
            0,
            0,
            Map.of("ok", acks, "busy", 0L, "rejected", 0L, "unauthenticated", 0L, "failed", 0L)));
  }
}
