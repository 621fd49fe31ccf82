package io.framelab.cli;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What an option is set to when no flag sets it: the environment, then the configuration file; what
 * neither names is left to the built-in default. An empty environment variable counts as unset.
 */
final class LayeredDefaults implements IDefaultValueProvider {
  /** A value and where it was found. */
  record Setting(String value, String origin) {}

  private final Map<OptionSpec, Setting> settings = new HashMap<>();

  /**
   * Finds the settings of every option of a command.
   *
   * @param prefix what the names of environment variables begin with, such as FRAMELAB_SERVE.
   * @throws RunFailure if the file cannot be read, or has a key that is no option.
   */
  LayeredDefaults(
      final CommandSpec spec,
      final String prefix,
      final Map<String, String> environment,
      final String[] args) {
    final ConfigFile file = ConfigFile.named(configPath(prefix, environment, args));
    for (final OptionSpec option : spec.options()) {
      if (isConfigurable(option)) {
        final String variable = variable(prefix, option);
        final String key = key(option);
        final String configured = file.take(key);
        if (!environment.getOrDefault(variable, "").isEmpty()) {
          settings.put(option, new Setting(environment.get(variable), variable));
        } else if (configured != null) {
          settings.put(option, new Setting(configured, key + " in " + file.path()));
        }
      }
    }
    file.refuseWhatIsLeft();
  }

  /** Repeatable options can only be given as flags: a key of a properties file has one value. */
  static boolean isConfigurable(final OptionSpec option) {
    return !StandardOptions.contains(option) && !option.isMultiValue();
  }

  static String key(final OptionSpec option) {
    return option.longestName().replaceFirst("^-+", "");
  }

  private static String variable(final String prefix, final OptionSpec option) {
    return prefix + "_" + key(option).toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** Asked before the flags are parsed, because the file's settings take part in that. */
  private static String configPath(
      final String prefix, final Map<String, String> environment, final String[] args) {
    for (int i = 0; i < args.length && !"--".equals(args[i]); i++) {
      if (args[i].startsWith(StandardOptions.CONFIG + "=")) {
        return args[i].substring(StandardOptions.CONFIG.length() + 1);
      }
      if (StandardOptions.CONFIG.equals(args[i]) && i + 1 < args.length) {
        return args[i + 1];
      }
    }
    return environment.getOrDefault(prefix + "_CONFIG", "");
  }

  /** Null if the option is left to its built-in default. */
  Setting setting(final ArgSpec arg) {
    return arg.isOption() ? settings.get((OptionSpec) arg) : null;
  }

  @Override
  public String defaultValue(final ArgSpec arg) {
    final Setting setting = setting(arg);
    return setting == null ? null : setting.value();
  }
}
