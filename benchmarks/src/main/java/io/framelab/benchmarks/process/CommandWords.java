package io.framelab.benchmarks.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell would, without a shell: blanks separate, quotes of either
 * kind keep them, a backslash takes the next character as it is except in single quotes. Nothing is
 * expanded.
 */
final class CommandWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int next;

  private CommandWords(final String text) {
    this.text = text;
  }

  /**
   * Splits.
   *
   * @param text as the user typed it.
   * @return the words, none if there are only blanks.
   * @throws IllegalArgumentException if a quote stays open or nothing follows a backslash.
   */
  static List<String> split(final String text) {
    final CommandWords splitter = new CommandWords(text);
    splitter.splitAll();
    return List.copyOf(splitter.words);
  }

  private void splitAll() {
    while (next < text.length()) {
      final char c = text.charAt(next++);
      if (Character.isWhitespace(c)) {
        endWord();
      } else {
        inWord = true;
        if (c == '\'' || c == '"') {
          quoted(c);
        } else {
          word.append(c == '\\' ? escaped() : c);
        }
      }
    }
    endWord();
  }

  private void quoted(final char quote) {
    while (next < text.length()) {
      final char c = text.charAt(next++);
      if (c == quote) {
        return;
      }
      word.append(c == '\\' && quote == '"' ? escaped() : c);
    }
    throw new IllegalArgumentException("a " + quote + " stays open");
  }

  private char escaped() {
    if (next == text.length()) {
      throw new IllegalArgumentException("nothing follows the last \\");
    }
    return text.charAt(next++);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
