package io.framelab.loadgen;

import picocli.CommandLine.ITypeConverter;

/** The grammar of {@code --payload} for picocli. */
final class PayloadConverter implements ITypeConverter<PayloadMix> {
  @Override
  public PayloadMix convert(final String text) {
    return PayloadMix.parse(text);
  }
}
