package io.framelab.benchmarks.ladder.result;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LadderPageTest {
  @Test
  void shouldShowEverythingWhenALadderHasEnded() {
    assertThat(LadderPage.of(Ladders.RESULT))
        .isEqualTo(
            """
            # Ladder

            2026-01-31T23:59:58.123Z · AMD EPYC (TM), 2 cores · Linux 6.1 · JDK 17.0.1 · framelab 1.2.3 (abc1234)

            100 connections, window 100, payload 18 B, 3s after a warm-up of 2s; every ack verified

            Server JVM: `-Xmx1g`

            | server | acks/s | over | times | CPU ns/request | p50 | p99 |
            |---|--:|--:|--:|--:|--:|--:|
            | unbuffered | 100,000–110,000 | – | – | 11,000–12,000 | 2.00 ms | 9.00 ms |
            | buffered | 300,000–400,000 | unbuffered | 3.00–3.64 | 900–1,000 | 2.00 ms | 9.00 ms |
            | c | 5,000,000* | – | – | 50 | 2.00 ms | 9.00 ms |

            From the smallest to the largest of 2 rounds; no verdict. `times`: acks/s over those of the engine it comes from.

            \\* the load generator used nearly all the CPU that it could have: the server may be able to do more

            | server | syscalls/request | frames/read | frames/flush | heap B/request | GCs | RSS MiB | transport | threads |
            |---|--:|--:|--:|--:|--:|--:|--:|--:|
            | unbuffered | 0.040 | 1.0–2.0 | 20.0 | 40.0 | 3 | 100 | stream | platform |
            | buffered | 0.040 | 1.0–2.0 | 20.0 | 40.0 | 3 | 100 | stream | platform |
            | c | – | – | – | – | – | – | – | – |

            System calls are counted by perf stat in a slice of the same load after the measured window, because counting costs CPU time.

            System calls are not counted: perf not found

            ## What each engine changes

            - `unbuffered`: the baseline (stream, threads=platform)
            - `buffered`, from `unbuffered`: buffered streams (stream, threads=platform)

            ## Runs, in the order in which they ran

            | server | round | acks/s | CPU ns/request | syscalls/request | heap B/request | p50 | p99 |
            |---|--:|--:|--:|--:|--:|--:|--:|
            | unbuffered | 1 | 100,000 | 12,000 | 0.040 | 40.0 | 2.00 ms | 9.00 ms |
            | buffered | 1 | 300,000 | 1,000 | 0.040 | 40.0 | 2.00 ms | 9.00 ms |
            | c | 1 | 5,000,000 | 50 | – | – | 2.00 ms | 9.00 ms |
            | c | 2 | 5,000,000 | 50 | – | – | 2.00 ms | 9.00 ms |
            | buffered | 2 | 400,000 | 900 | 0.040 | 40.0 | 2.00 ms | 9.00 ms |
            | unbuffered | 2 | 110,000 | 11,000 | 0.040 | 40.0 | 2.00 ms | 9.00 ms |
            """);
  }
}
