package io.framelab.codec;

import io.framelab.codec.ProtocolException.Reason;

/**
 * Tells what a peer speaks that knocked on the wrong door. Only asked once a length has been found
 * too large, so it costs the normal way nothing.
 */
final class ForeignProtocol {
  /**
   * Record type 22 (handshake) and major version 3, the first two bytes of every TLS connection
   * (RFC 8446, section 5.1).
   */
  private static final int TLS_HANDSHAKE = 0x1603;

  private ForeignProtocol() {}

  static Reason reasonFor(final int firstFourBytes) {
    if (firstFourBytes >>> 16 == TLS_HANDSHAKE) {
      return Reason.LOOKS_LIKE_TLS;
    }
    return switch (firstFourBytes) {
      case 0x47455420, // "GET "
          0x48454144, // "HEAD"
          0x504F5354, // "POST"
          0x50555420, // "PUT "
          0x50415443, // "PATC"
          0x44454C45, // "DELE"
          0x4F505449, // "OPTI"
          0x434F4E4E, // "CONN"
          0x54524143, // "TRAC"
          0x50524920 -> // "PRI ", the preface of HTTP/2 (RFC 9113, section 3.4)
          Reason.LOOKS_LIKE_HTTP;
      default -> Reason.LENGTH_TOO_LARGE;
    };
  }
}
