package io.framelab.server.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framelab.codec.FrameDecoder;
import io.framelab.codec.GoldenBytes;
import io.framelab.codec.ProtocolException;
import io.framelab.metrics.ServerCounters;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class LengthFieldFramesTest {
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new LengthFieldFrames(new FrameDecoder(64), new ServerCounters().newShard()));

  @Test
  void shouldDropEverythingBehindMalformedLengthAndSaySoOnce() {
    assertThatThrownBy(
            () -> receive(GoldenBytes.SUBMIT_HELLO + "00000002" + GoldenBytes.SUBMIT_EMPTY))
        .hasCauseInstanceOf(ProtocolException.class);

    receive(GoldenBytes.SUBMIT_EMPTY);
    channel.finish();

    final ByteBuf before = channel.readInbound();
    assertThat(before.readableBytes()).isEqualTo(18);
    before.release();
    assertThat(channel.inboundMessages()).isEmpty();
  }

  private void receive(final String hex) {
    channel.writeInbound(Unpooled.wrappedBuffer(GoldenBytes.bytes(hex)));
  }
}
