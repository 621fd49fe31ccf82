package io.framelab.loadgen.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** A result for programs. Stateless. */
public final class JsonReport {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  /**
   * Writes a result.
   *
   * @param result of a run.
   * @return one JSON object with the schema's names.
   */
  public static String of(final LoadResult result) {
    try {
      return MAPPER.writeValueAsString(result);
    } catch (final JsonProcessingException e) {
      // Records of numbers, strings and lists: only a mistake of ours gets here.
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #of} wrote.
   *
   * @param json one result.
   * @return the result.
   * @throws JsonProcessingException if it is none, or of another shape.
   */
  public static LoadResult read(final String json) throws JsonProcessingException {
    return MAPPER.readValue(json, LoadResult.class);
  }
}
