package io.framelab.codec;

/**
 * The commands of the protocol, one row each. The ack ids are 0x80 and 0x81 because that is what
 * the running Go programs put on the wire, whatever a comment in their source says. Immutable: any
 * thread may use it.
 */
public enum CommandId {
  /** Opens a session with a credential; optional. */
  CONN(CommandId.CONN_CODE, true),
  /** Hands a payload to the application. */
  SUBMIT(CommandId.SUBMIT_CODE, true),
  /** Answers a Conn. */
  CONN_ACK(CommandId.CONN_ACK_CODE, false),
  /** Answers a Submit. */
  SUBMIT_ACK(CommandId.SUBMIT_ACK_CODE, false);

  /** The byte of {@link #CONN}, as a constant that a switch can use. */
  public static final int CONN_CODE = 0x01;

  /** The byte of {@link #SUBMIT}, as a constant that a switch can use. */
  public static final int SUBMIT_CODE = 0x02;

  /** The byte of {@link #CONN_ACK}, as a constant that a switch can use. */
  public static final int CONN_ACK_CODE = 0x80;

  /** The byte of {@link #SUBMIT_ACK}, as a constant that a switch can use. */
  public static final int SUBMIT_ACK_CODE = 0x81;

  private final int code;
  private final boolean fromClient;

  CommandId(final int code, final boolean fromClient) {
    this.code = code;
    this.fromClient = fromClient;
  }

  /**
   * The byte on the wire.
   *
   * @return an unsigned byte.
   */
  public int code() {
    return code;
  }

  /**
   * Who may send it.
   *
   * @return true if clients send it, false if only servers do.
   */
  public boolean fromClient() {
    return fromClient;
  }

  /**
   * Finds the command of a byte.
   *
   * @param code an unsigned byte from the wire.
   * @return its command.
   * @throws ProtocolException with {@link ProtocolException.Reason#UNKNOWN_COMMAND} if there is
   *     none.
   */
  public static CommandId of(final int code) {
    return switch (code) {
      case CONN_CODE -> CONN;
      case SUBMIT_CODE -> SUBMIT;
      case CONN_ACK_CODE -> CONN_ACK;
      case SUBMIT_ACK_CODE -> SUBMIT_ACK;
      default -> throw new ProtocolException(ProtocolException.Reason.UNKNOWN_COMMAND);
    };
  }
}
