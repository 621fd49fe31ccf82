package io.framelab.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.Once;
import io.framelab.server.watch.Threshold;
import io.framelab.server.watch.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Once
@Timeout(60)
class ThresholdsConverterTest {
  private final ThresholdsConverter converter = new ThresholdsConverter();

  @Test
  void shouldReadAllFourWhenTheyAreGiven() {
    assertThat(converter.convert("cpu>80%,heap>85%, threads > 2k,lag>1m").list())
        .containsExactly(
            new Threshold(Trigger.CPU, 80),
            new Threshold(Trigger.HEAP, 85),
            new Threshold(Trigger.THREADS, 2000),
            new Threshold(Trigger.LAG, 60_000));
    assertThat(converter.convert("lag>1500us").list())
        .containsExactly(new Threshold(Trigger.LAG, 1.5));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''               | expected thresholds such as cpu>80%,heap>85%,threads>500,lag>50ms",
        "cpu>80%,         | expected thresholds such as cpu>80%,heap>85%,threads>500,lag>50ms",
        "cpu<80%          | expected thresholds such as cpu>80%,heap>85%,threads>500,lag>50ms",
        "disk>80%         | no trigger is called 'disk'; there are cpu, heap, threads, lag",
        "CPU>80%          | no trigger is called 'CPU'; there are cpu, heap, threads, lag",
        ">80%             | no trigger is called ''; there are cpu, heap, threads, lag",
        "cpu>80           | cpu: expected a share such as 80%",
        "heap>8MiB        | heap: expected a share such as 80%",
        "heap>            | heap: expected a share such as 80%",
        "cpu>>80%         | cpu: expected a share such as 80%",
        "cpu>100%         | cpu: expected from 1% to 99%",
        "heap>0%          | heap: expected from 1% to 99%",
        "threads>5%       | threads: expected a count such as 250, 10k or 5m",
        "threads>-1       | threads: expected from 1 to 1000000",
        "threads>2m       | threads: expected from 1 to 1000000",
        "lag>50           | lag: expected a duration such as 100us, 1ms, 10s or 5m",
        "lag>999us        | lag: expected from 1ms to 60000ms",
        "lag>2m           | lag: expected from 1ms to 60000ms",
        "cpu>80%,cpu>90%  | cpu is given more than once"
      })
  void shouldSayWhatIsExpectedWhenItIsSomethingElse(final String text, final String said) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(said);
  }
}
