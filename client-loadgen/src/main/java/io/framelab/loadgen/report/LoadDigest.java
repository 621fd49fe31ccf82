package io.framelab.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.HdrHistogram.HistogramIterationValue;

/**
 * What a page says of a load but cannot work out by itself: the words of the text report, and the
 * curves that the histograms hold. Stateless.
 */
final class LoadDigest {
  /** Steps per halving of the distance to 100 %: a smooth curve of some hundred points. */
  private static final int STEPS_PER_HALVING = 8;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LoadDigest() {}

  /**
   * Digests.
   *
   * @param json a load's result.
   * @return an object for the page.
   * @throws IllegalArgumentException with words for the user, if a part is not what it should be.
   */
  static JsonNode of(final JsonNode json) {
    final LoadResult result;
    try {
      result = MAPPER.treeToValue(json, LoadResult.class);
    } catch (final JsonProcessingException e) {
      throw new IllegalArgumentException(
          "is no load's result: " + e.getOriginalMessage().lines().findFirst().orElse(""), e);
    }
    try {
      return digest(json, result);
    } catch (final NullPointerException e) {
      // Only a result of an earlier version gets here: the schema has all of this one's.
      throw new IllegalArgumentException("lacks a part of a load's result", e);
    }
  }

  private static JsonNode digest(final JsonNode json, final LoadResult result) {
    final ObjectNode digest = MAPPER.createObjectNode();
    digest.put("headline", TextReport.headline(result.target(), result.config()));
    digest.put("verdict", RunVerdict.of(result).name());
    digest.put("sentence", TextReport.verdict(result).replaceFirst("^[A-Z]+: ", ""));
    digest.put("cpuShare", result.cpuShare());
    digest.put("repeat", RepeatLine.of(result));
    final ObjectNode spectra = digest.putObject("spectra");
    for (final Map.Entry<String, JsonNode> clock : json.get("latencyNs").properties()) {
      if (!clock.getValue().isNull()) {
        spectra.set(clock.getKey(), curve(clock.getKey(), clock.getValue()));
      }
    }
    return digest;
  }

  /** Pairs of a percentile and the nanoseconds up to it. */
  private static ArrayNode curve(final String clock, final JsonNode json) {
    final ArrayNode curve = MAPPER.createArrayNode();
    try {
      final Spectrum spectrum = MAPPER.treeToValue(json, Spectrum.class);
      if (spectrum.count() > 0) {
        for (final HistogramIterationValue step :
            spectrum.histogram().percentiles(STEPS_PER_HALVING)) {
          curve.addArray().add(step.getPercentileLevelIteratedTo()).add(step.getValueIteratedTo());
        }
      }
      return curve;
    } catch (final JsonProcessingException | RuntimeException e) {
      // Whatever the decoder makes of bytes that are no histogram.
      throw new IllegalArgumentException(
          "has no histogram in 'latencyNs." + clock + ".hdrBase64'", e);
    }
  }
}
