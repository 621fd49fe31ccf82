package io.framelab.benchmarks.docs;

import io.framelab.server.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pages that may hold figures: README and all of docs. Immutable: any thread may use it.
 *
 * @param root of the repository.
 */
record Pages(Path root) {
  private static final Pattern ENGINE = Pattern.compile("\\d+-(\\w+)\\.md");

  /** The page that names the result that the others take theirs from. */
  Path readme() {
    return root.resolve("README.md");
  }

  /** Where each engine has its page. */
  Path ladder() {
    return root.resolve("docs").resolve("ladder");
  }

  /** All, README first. */
  List<Path> all() throws IOException {
    try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
      return Stream.concat(
              Stream.of(readme()), docs.filter(page -> page.toString().endsWith(".md")).sorted())
          .toList();
    }
  }

  /**
   * What a page on the ladder has to show.
   *
   * @param page any.
   * @return the engine that it comes from, if any, and the engine; empty if it is no engine's page.
   */
  Optional<List<String>> engines(final Path page) {
    final Matcher name = ENGINE.matcher(page.getFileName().toString());
    if (!ladder().equals(page.getParent()) || !name.matches()) {
      return Optional.empty();
    }
    final Engine engine = Engine.of(name.group(1));
    return Optional.of(
        Stream.concat(engine.parent().stream(), Stream.of(engine))
            .map(Engine::engineName)
            .toList());
  }
}
