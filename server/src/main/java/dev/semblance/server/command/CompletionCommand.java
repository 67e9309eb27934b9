package dev.semblance.server.command;

import dev.semblance.server.command.terminal.Terminal;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints a script that completes commands and options in a shell.
@Command(
    name = "completion",
    description = "Print a script that completes commands and options in bash and zsh.",
    footer = {
      "",
      "Example, for the current shell; in ~/.bashrc or ~/.zshrc, for every shell:",
      "  source <(./semblance completion)"
    })
final class CompletionCommand implements Runnable {
  static final String NAME = "completion";

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    terminal.out().print(AutoComplete.bash("semblance", spec.root().commandLine()));
  }
}
