package io.framelab.server.blocking;

import io.framelab.metrics.CounterShard;
import java.io.OutputStream;
import java.util.function.Supplier;

/**
 * Where the objects of frames and acks come from: the steps from {@code buffered} to {@code pooled}
 * to {@code reused}.
 */
public enum FrameObjects {
  /** New ones for every frame and every ack. */
  FRESH {
    @Override
    Supplier<FrameSource> sources() {
      return FreshFrames::new;
    }
  },
  /** Frames from a pool that all connections share; acks as before. */
  POOLED {
    @Override
    Supplier<FrameSource> sources() {
      final FramePool pool = new FramePool();
      return () -> pool;
    }
  },
  /** One of each, for as long as the connection lives; its thread owns them. */
  REUSED {
    @Override
    Supplier<FrameSource> sources() {
      return ReusedFrame::new;
    }

    @Override
    AckWriter acks(final OutputStream out, final CounterShard counters) {
      return new ReusedAcks(out, counters);
    }
  };

  /** For one server: what gives each of its connections its source. */
  abstract Supplier<FrameSource> sources();

  /** For one connection: what writes its acks. */
  AckWriter acks(final OutputStream out, final CounterShard counters) {
    return new FreshAcks(out, counters);
  }
}
