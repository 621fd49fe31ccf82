package io.framelab.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns picocli's refusals into one line: which flag, which value, what would be valid. */
final class UsageError {
  private UsageError() {}

  static String describe(final ParameterException refusal, final LayeredDefaults layers) {
    if (refusal instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched);
    }
    if (refusal instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + ": given more than once";
    }
    if (refusal instanceof MissingParameterException missing) {
      return missing(missing);
    }
    final ArgSpec arg = refusal.getArgSpec();
    if (arg != null && refusal.getValue() != null) {
      return name(arg)
          + " '"
          + refusal.getValue()
          + "'"
          + origin(arg, refusal.getValue(), layers)
          + ": "
          + expectation(refusal, arg);
    }
    return oneLine(refusal.getMessage());
  }

  private static String unknown(final UnmatchedArgumentException refusal) {
    final String first = refusal.getUnmatched().get(0);
    if (!refusal.isUnknownOption()) {
      return "unexpected argument '" + first + "' (see --help)";
    }
    final CommandSpec spec = refusal.getCommandLine().getCommandSpec();
    return NearestWord.to(first.replaceFirst("=.*", ""), spec.optionsMap().keySet())
        .map(similar -> "unknown flag '" + first + "', did you mean " + similar + "?")
        .orElse("unknown flag '" + first + "' (see --help-all)");
  }

  private static String missing(final MissingParameterException refusal) {
    final ArgSpec arg = refusal.getMissing().get(0);
    if (arg.isOption() && !arg.required()) {
      return name(arg) + ": needs a value";
    }
    return "missing "
        + refusal.getMissing().stream().map(UsageError::name).collect(Collectors.joining(", "))
        + " (see --help)";
  }

  private static String origin(
      final ArgSpec arg, final String value, final LayeredDefaults layers) {
    final LayeredDefaults.Setting setting = layers == null ? null : layers.setting(arg);
    return setting != null && setting.value().equals(value) ? " (" + setting.origin() + ")" : "";
  }

  private static String expectation(final ParameterException refusal, final ArgSpec arg) {
    if (arg.type().isEnum()) {
      return "expected " + String.join(", ", constants(arg.type()));
    }
    final Throwable cause = refusal.getCause();
    return cause instanceof TypeConversionException || cause instanceof IllegalArgumentException
        ? oneLine(cause.getMessage())
        : oneLine(refusal.getMessage());
  }

  private static List<String> constants(final Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static String name(final ArgSpec arg) {
    return arg.isOption() ? ((OptionSpec) arg).longestName() : arg.paramLabel();
  }

  static String oneLine(final String message) {
    return message == null ? "no reason given" : message.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
