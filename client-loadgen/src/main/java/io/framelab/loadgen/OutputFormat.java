package io.framelab.loadgen;

import io.framelab.loadgen.report.JsonReport;
import io.framelab.loadgen.report.LoadResult;
import io.framelab.loadgen.report.TextReport;

/** How a result is written. Immutable: any thread may use it. */
enum OutputFormat {
  /** For people. */
  text,
  /** For programs. */
  json;

  String write(final LoadResult result, final boolean spectrum) {
    return this == json
        ? JsonReport.of(result) + System.lineSeparator()
        : TextReport.of(result, spectrum);
  }
}
