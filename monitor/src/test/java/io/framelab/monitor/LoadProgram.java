package io.framelab.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** The load generator's jar at work until it is interrupted. */
final class LoadProgram implements AutoCloseable {
  static final int CONNECTIONS = 10;

  /** Always more on its way than a server answers at once, so that a drain finds some. */
  private static final String WINDOW = "100";

  private final ChildProcess process;

  private LoadProgram(final ChildProcess process) {
    this.process = process;
  }

  static LoadProgram start(final Path logs, final ServerProgram server, final int metricsPort)
      throws IOException {
    return new LoadProgram(
        ChildProcess.startJar(
            logs.resolve("load.stderr"),
            RepositoryFiles.LOADGEN_JAR,
            "127.0.0.1:" + server.port(),
            "--connections",
            "" + CONNECTIONS,
            "--window",
            WINDOW,
            "--duration",
            "10m",
            "--metrics",
            "" + metricsPort,
            "--format",
            "json"));
  }

  /** Interrupts the run and reads what was verified, warm-up included. */
  JsonNode stopAndVerify() throws IOException, InterruptedException {
    process.interrupt();
    return RepositoryFiles.json(process.readAll()).get("verify");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
