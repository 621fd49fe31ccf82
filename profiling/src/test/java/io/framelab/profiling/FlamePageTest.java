package io.framelab.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import io.framelab.profiling.Frame.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlamePageTest {
  private static final Frame ROOT = new Frame("a.Worker.main", "a/Worker.java", 7, Origin.JAVA);
  private static final Frame OLD = new Frame("a.Worker.old", "a/Worker.java", 9, Origin.JAVA);
  private static final Frame WRITE = new Frame("vfs_write", "", 0, Origin.KERNEL);

  @Test
  void shouldHoldEveryFrameAndItsBytesWhenMemoryIsShown() throws Exception {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.ALLOCS, "p");
    profile.add(List.of(OLD, ROOT), "byte[]", 4, 4711, 0, 0);
    assertThat(new FlamePage(profile, "<b> & c").html())
        .contains("<h1>&lt;b> &amp; c</h1>")
        .contains("a.Worker.main", "byte[]", "4711");
  }

  @Test
  void shouldLoadNothingWhenABrowserShowsIt() throws Exception {
    assertThat(page(1, 2).html())
        .doesNotContainPattern("(src|href)='?https?://(?!github\\.com/async-profiler)")
        .doesNotContain("<link", "@import", "fetch(", "XMLHttpRequest", " src=");
  }

  @Test
  void shouldTellMoreFromLessWhenComparedWithABase() throws Exception {
    final String page = page(5, 2).against(page(1, 4)).html();
    assertThat(page).containsPattern("(?m)^d=4$").containsPattern("(?m)^d=-2$");
    assertThat(page(5, 2).html()).doesNotContainPattern("(?m)^d=");
  }

  @Test
  void shouldServeAsABaseMoreThanOnce() throws Exception {
    final FlamePage base = page(1, 4);
    assertThat(page(5, 2).against(base).html()).isEqualTo(page(5, 2).against(base).html());
  }

  @Test
  void shouldCompareWhatARequestTakesWhenOneAnswersMore() throws Exception {
    final FlamePage slow = FlamePage.perMillion(cpu(1, 2), "slow", 1_000_000);
    final String page = FlamePage.perMillion(cpu(1, 5), "fast", 2_000_000).against(slow).html();

    assertThat(page).containsPattern("(?m)^d=-5000000$").containsPattern("(?m)^d=5000000$");
    assertThat(page).contains("' nanoseconds per million requests'").doesNotContain("' samples'");
  }

  @Test
  void shouldCallValuesByTheirUnit() throws Exception {
    assertThat(page(1, 2).html()).contains("' samples'");
    assertThat(new FlamePage(new ProfileBuilder(ProfileEvent.ALLOCS, "p"), "heap").html())
        .contains("' bytes'", "<h1>heap: nothing was sampled</h1>");
  }

  private static FlamePage page(final long old, final long write) {
    return new FlamePage(cpu(old, write), "cpu");
  }

  private static ProfileBuilder cpu(final long old, final long write) {
    final ProfileBuilder profile = new ProfileBuilder(ProfileEvent.CPU, "p");
    profile.add(List.of(OLD, ROOT), "", old, 10_000_000 * old);
    profile.add(List.of(WRITE, ROOT), "", write, 10_000_000 * write);
    return profile;
  }
}
