package io.framelab.loadgen.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.codec.Once;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Once
class ReportPageTest {
  @TempDir private Path folder;

  private String page(final String note) throws IOException {
    final Path file = Files.writeString(folder.resolve("run.json"), Results.load(note));
    return ReportPage.of(List.of(ResultFile.read(file, file)));
  }

  private static long count(final String regex, final String page) {
    return Pattern.compile(regex, Pattern.CASE_INSENSITIVE).matcher(page).results().count();
  }

  @Test
  void shouldLoadNothingAndAllowNothingElse() throws IOException {
    final String page = page("a note");
    assertThat(page).contains("content=\"default-src 'none'; img-src data:;");
    assertThat(page).doesNotContain("unsafe-").doesNotContain("sourceMappingURL");
    assertThat(count("<[^>]+\\s(src|href)=\"(?!data:)", page.replaceAll("(?s)<script>.*", "")))
        .isZero();
    assertThat(page).contains("Released under the MIT License");
  }

  @Test
  void shouldKeepAResultsWordsOutOfTheMarkup() throws IOException {
    final String harmless = page("a note");
    final String hostile = page("</script><script>alert(1)</script><!-- <b>&amp; {{script}} $1 \\");
    assertThat(count("<script", hostile)).isEqualTo(count("<script", harmless));
    assertThat(count("</script", hostile)).isEqualTo(count("</script", harmless));
    assertThat(count("<!--", hostile)).isEqualTo(count("<!--", harmless));
    assertThat(hostile)
        .contains("\\u003c/script\\u003e\\u003cscript\\u003ealert(1)")
        .contains("{{script}} $1 \\\\");
  }
}
