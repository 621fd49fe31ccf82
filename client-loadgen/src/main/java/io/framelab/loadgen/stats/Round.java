package io.framelab.loadgen.stats;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * Fresh processes of all sides, and the slices that they got by turns.
 *
 * @param startedAt ISO 8601, in UTC.
 * @param stolen share of this machine's processor time that its host gave to others meanwhile, from
 *     0 to 1; null if the system does not tell, or in results of before it was looked at.
 * @param slices in the order in which they ran; every three are a turn.
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Round(String startedAt, Double stolen, List<Slice> slices) {
  /** Copies. */
  public Round {
    slices = List.copyOf(slices);
  }
}
