package io.framelab.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DueQueueTest {
  @Test
  void shouldGiveTheEarliestFirstWhateverCameBefore() {
    final SplittableRandom random = new SplittableRandom(3);
    final DueQueue queue = new DueQueue(50);
    final long[] dueNs = new long[50];
    final LoadConnection[] idle = new LoadConnection[50];
    int free = 0;
    for (int i = 0; i < 50; i++) {
      idle[free++] = new LoadConnection(i, null, 1);
    }
    for (int step = 0; step < 20_000; step++) {
      if (free > 0 && (free == 50 || random.nextBoolean())) {
        final LoadConnection connection = idle[--free];
        dueNs[connection.number] = random.nextLong(-1_000, 1_000);
        queue.add(connection, dueNs[connection.number]);
      } else {
        final long firstNs = queue.firstNs();
        final LoadConnection first = queue.poll();
        assertThat(dueNs[first.number]).isEqualTo(firstNs);
        assertThat(queue.firstNs()).isGreaterThanOrEqualTo(firstNs);
        idle[free++] = first;
      }
      assertThat(queue.firstNs() == DueQueue.NEVER).isEqualTo(free == 50);
    }
  }

  @Test
  void shouldNeverBeDueWhenEmpty() {
    assertThat(new DueQueue(1).firstNs()).isEqualTo(DueQueue.NEVER);
  }
}
