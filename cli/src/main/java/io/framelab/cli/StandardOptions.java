package io.framelab.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every program has, added to those that its command declares. */
final class StandardOptions {
  static final String HELP = "--help";
  static final String HELP_ALL = "--help-all";
  static final String VERSION = "--version";
  static final String CONFIG = "--config";
  static final String PRINT_CONFIG = "--print-config";

  private static final List<String> ALL = List.of(HELP, HELP_ALL, VERSION, CONFIG, PRINT_CONFIG);

  private StandardOptions() {}

  static void addTo(final CommandSpec spec, final boolean layered) {
    if (layered) {
      spec.addOption(
          OptionSpec.builder(CONFIG)
              .paramLabel("FILE")
              .type(String.class)
              .description("Properties file; its keys are the long flags without dashes.")
              .build());
      spec.addOption(instead(PRINT_CONFIG, "Print what is in effect, as such a file."));
    }
    spec.addOption(
        OptionSpec.builder("-h", HELP)
            .type(boolean.class)
            .usageHelp(true)
            .description("Print the everyday flags.")
            .build());
    spec.addOption(instead(HELP_ALL, "Print every flag."));
    spec.addOption(
        OptionSpec.builder("-V", VERSION)
            .type(boolean.class)
            .versionHelp(true)
            .description("Print version and commit.")
            .build());
  }

  /** An option that is not part of the configuration. */
  static boolean contains(final OptionSpec option) {
    return ALL.contains(option.longestName());
  }

  /**
   * One that is done instead of the command, so that nothing is required. Picocli deprecates this
   * mark for its two kinds of help, of which a command can have only one each.
   */
  @SuppressWarnings("deprecation")
  private static OptionSpec instead(final String name, final String description) {
    return OptionSpec.builder(name).type(boolean.class).help(true).description(description).build();
  }
}
