package io.framelab.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class CommandWordsTest {
  @Test
  void shouldSplitAtBlanksWhenNothingIsQuoted() {
    assertThat(CommandWords.split("  ./server\t{port}  1 "))
        .containsExactly("./server", "{port}", "1");
  }

  @Test
  void shouldKeepBlanksWhenTheyAreQuoted() {
    assertThat(CommandWords.split("sh -c 'exec \"$0\" $1' a\" \"b \"\""))
        .containsExactly("sh", "-c", "exec \"$0\" $1", "a b", "");
  }

  @Test
  void shouldTakeTheNextCharacterAsItIsWhenABackslashStandsBefore() {
    assertThat(CommandWords.split("a\\ b \"\\\"\" '\\'")).containsExactly("a b", "\"", "\\");
  }

  @Test
  void shouldFindNoWordWhenThereAreOnlyBlanks() {
    assertThat(CommandWords.split(" \t ")).isEmpty();
  }

  @Test
  void shouldRefuseWhenAQuoteStaysOpen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandWords.split("a 'b"))
        .withMessage("a ' stays open");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CommandWords.split("a\\"))
        .withMessage("nothing follows the last \\");
  }
}
