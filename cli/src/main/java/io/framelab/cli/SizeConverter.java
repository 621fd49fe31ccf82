package io.framelab.cli;

import picocli.CommandLine.ITypeConverter;

/**
 * For options that hold bytes: {@code @Option(names = "--max-frame", converter =
 * SizeConverter.class) int maxFrameBytes}. Without it an {@code int} is a count.
 */
public final class SizeConverter implements ITypeConverter<Integer> {
  @Override
  public Integer convert(final String text) {
    return Sizes.parse(text);
  }
}
