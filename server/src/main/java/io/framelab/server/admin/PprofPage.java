package io.framelab.server.admin;

import io.framelab.profiling.ProfileDesk;
import java.util.List;

/** The page at the root of the profiles: what there is, and how to get it. Stateless. */
final class PprofPage {
  private static final String BOTH =
      "async-profiler records profile, allocs, heap and flamegraphs, one at a time; the JDK all others, and"
          + " profile and allocs while async-profiler is busy.";

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head><meta charset="utf-8"><title>/debug/pprof/</title></head>
      <body>
      <h1>/debug/pprof/</h1>
      <table>
      <tr><th>Profile</th><th>What it is</th></tr>
      <tr><td><a href="profile?seconds=5">profile</a></td><td>Where the processors spend their time:\
       seconds=30 unless told, format=jfr for the recording itself.</td></tr>
      <tr><td><a href="allocs">allocs</a></td><td>What is allocated, and where:\
       seconds=5 unless told, format=jfr.</td></tr>
      <tr><td><a href="heap">heap</a></td><td>What is allocated, and what of it is still in use at\
       the end: seconds=5 unless told, gc=0 not to collect before, format=jfr.</td></tr>
      <tr><td><a href="block">block</a></td><td>Where threads wait, for locks, for each other or for\
       work: seconds=5 unless told, format=jfr.</td></tr>
      <tr><td><a href="mutex">mutex</a></td><td>Where threads wait for locks that others hold:\
       seconds=5 unless told, format=jfr.</td></tr>
      <tr><td><a href="goroutine?debug=1">goroutine</a></td><td>Where threads are now, virtual ones\
       too where the JDK tells them; <a href="goroutine?debug=2">full goroutine stack dump</a>.</td></tr>
      <tr><td><a href="threadcreate?debug=1">threadcreate</a></td><td>What threads there are, by their\
       names.</td></tr>
      <tr><td><a href="trace?seconds=5">trace</a></td><td>All that the JDK tells, for JDK Mission\
       Control: seconds=1 unless told.</td></tr>
      <tr><td><a href="flamegraph?event=cpu">flamegraph</a></td><td>The same for a browser:\
       event=cpu, alloc, lock or wall; seconds=5 unless told, format=jfr.</td></tr>
      <tr><td><a href="diff?event=cpu">diff</a></td><td>What has changed since the last flamegraph of\
       that event: seconds=5 unless told.</td></tr>
      <tr><td><a href="cmdline">cmdline</a></td><td>The command line of this program.</td></tr>
      <tr><td><a href="symbol">symbol</a></td><td>Asked by tools; profiles come with their names.</td></tr>
      </table>
      <p>go tool pprof http://%s/debug/pprof/profile?seconds=5</p>
      <p>Recording now: %s.</p>
      <p>%s</p>
      </body>
      </html>
      """;

  private PprofPage() {}

  /**
   * The page.
   *
   * @param host by which the client found the way here.
   * @param desk who records now, which holds what clients sent, and by what.
   */
  static String of(final String host, final ProfileDesk desk) {
    final List<String> holders = desk.holders();
    return PAGE.formatted(
        escaped(host),
        escaped(holders.isEmpty() ? "nothing" : String.join("; ", holders)),
        escaped(desk.whyNoProfiler().map(PprofPage::instead).orElse(BOTH)));
  }

  private static String instead(final String reason) {
    return reason + ". The JDK records profile and allocs instead; there is no heap.";
  }

  private static String escaped(final String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
