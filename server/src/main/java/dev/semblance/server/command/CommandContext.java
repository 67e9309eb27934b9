package dev.semblance.server.command;

import dev.semblance.engine.EngineSettings;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.terminal.DownloadLine;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.StopSignal;
import dev.semblance.server.command.terminal.Terminal;
import java.util.Map;

/// What every command finds around itself.
///
/// @param terminal where it talks
/// @param stop whether it shall end
/// @param engine how models are found and run
/// @param environment the process's variables
public record CommandContext(
    Terminal terminal, StopSignal stop, EngineSettings engine, Map<String, String> environment) {

  /// The same, where models are run otherwise.
  CommandContext with(EngineSettings changed) {
    return new CommandContext(terminal, stop, changed, environment);
  }

  /// The models that one run of a command opens.
  OpenModels models(EncoderOption encoder) {
    encoder.warning().ifPresent(terminal::note);
    return new OpenModels(this, engine.with(encoder.choice()));
  }

  ProgressLine progress(String verb, String unit) {
    return ProgressLine.timed(terminal, stop, verb, unit);
  }

  DownloadLine download(String model) {
    return new DownloadLine(terminal, stop, model);
  }
}
