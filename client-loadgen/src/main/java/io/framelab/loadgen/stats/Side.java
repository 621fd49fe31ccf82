package io.framelab.loadgen.stats;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Whose slice it is.
 *
 * <p>The control is a second process of A.
 */
public enum Side {
  /** What B is compared with. */
  A,
  /** What is judged. */
  B,
  /** A once more, in a process of its own. */
  @JsonProperty("control")
  CONTROL
}
