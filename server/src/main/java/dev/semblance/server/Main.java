package dev.semblance.server;

import dev.semblance.server.command.CommandTree;
import dev.semblance.server.command.StopSignal;
import dev.semblance.server.command.Terminal;

/// Where the process begins.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    StopSignal stop = StopSignal.ofProcess();
    Terminal terminal = Terminal.system(System.getenv());
    int code = new CommandTree(terminal, stop).run(arguments);
    stop.finished();
    System.exit(code);
  }
}
