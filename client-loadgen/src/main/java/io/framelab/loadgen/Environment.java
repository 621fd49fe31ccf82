package io.framelab.loadgen;

import io.framelab.cli.BuildInfo;
import io.framelab.loadgen.report.LoadResult;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a result says about the program and the machine that it comes from. Stateless: any thread
 * may ask.
 */
public final class Environment {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Environment() {}

  static LoadResult.Tool tool() {
    return new LoadResult.Tool("framelab-loadgen", BuildInfo.version(), BuildInfo.commit());
  }

  /**
   * The machine and the virtual machine that this runs on.
   *
   * @return as it is now.
   */
  public static LoadResult.Env env() {
    return new LoadResult.Env(
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        cpuModel(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version") + " " + System.getProperty("java.vendor"),
        ManagementFactory.getRuntimeMXBean().getInputArguments());
  }

  private static String cpuModel() {
    try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).trim())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (final IOException e) {
      // Not Linux: the architecture is all that is known everywhere.
      return System.getProperty("os.arch");
    }
  }
}
