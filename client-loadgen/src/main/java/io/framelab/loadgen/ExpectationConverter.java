package io.framelab.loadgen;

import picocli.CommandLine.ITypeConverter;

/** The grammar of {@code --assert} for picocli. */
final class ExpectationConverter implements ITypeConverter<Expectation> {
  @Override
  public Expectation convert(final String text) {
    return Expectation.parse(text);
  }
}
