package io.framelab.server;

import io.framelab.cli.RunFailure;

/** How a server logs. For the main thread. */
enum LogFormat {
  /** For people. */
  TEXT {
    @Override
    LogLines lines() {
      return new LogText();
    }

    /** As it is from the beginning; a file of somebody else's is text enough. */
    @Override
    void use() {}
  },
  /** For machines. */
  JSON {
    @Override
    LogLines lines() {
      return new LogJson();
    }

    @Override
    void use() {
      if (!LogToStderr.use(this)) {
        throw RunFailure.usage(
            "--log-format 'json': a Logback configuration of yours says how to log; say it there");
      }
    }
  };

  /** Not started yet. */
  abstract LogLines lines();

  /** Logs like this from here on. */
  abstract void use();
}
