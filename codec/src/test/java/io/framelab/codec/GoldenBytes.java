package io.framelab.codec;

import java.util.HexFormat;

/** The frames that docs/PROTOCOL.md prints, byte for byte, for every module's tests. */
public final class GoldenBytes {
  /** The id {@code 00000001}, as the original client sends it. */
  public static final long ID = 0x3030303030303031L;

  /** Submit, id 00000001, payload hello. */
  public static final String SUBMIT_HELLO = "00000012 02 3030303030303031 68656c6c6f";

  /** Its SubmitAck, result 0. */
  public static final String SUBMIT_ACK_OK = "0000000e 81 3030303030303031 00";

  /** Submit, empty payload. */
  public static final String SUBMIT_EMPTY = "0000000d 02 3030303030303031";

  /** Conn, no credential. */
  public static final String CONN_EMPTY = "0000000d 01 3030303030303031";

  /** Its ConnAck, result 0. */
  public static final String CONN_ACK_OK = "0000000e 80 3030303030303031 00";

  private GoldenBytes() {}

  /** The bytes of a hexadecimal text; blanks are for people. */
  public static byte[] bytes(final String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
