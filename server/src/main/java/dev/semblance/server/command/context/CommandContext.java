package dev.semblance.server.command.context;

import dev.semblance.engine.EngineSettings;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.option.PoolingOption;
import dev.semblance.server.command.terminal.DownloadLine;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.StopSignal;
import dev.semblance.server.command.terminal.Terminal;
import java.util.Map;

/// What every command is constructed with.
///
/// @param terminal its output streams
/// @param stop set by Ctrl-C
/// @param engine where models are found and how they are run
/// @param environment the process's environment variables
public record CommandContext(
    Terminal terminal, StopSignal stop, EngineSettings engine, Map<String, String> environment) {

  /// The same with other settings of the engine.
  public CommandContext with(EngineSettings changed) {
    return new CommandContext(terminal, stop, changed, environment);
  }

  /// The models that one run of a command opens.
  public OpenModels models(EncoderOption encoder) {
    encoder.warning().ifPresent(terminal::note);
    return new OpenModels(this, encoder.applied(engine));
  }

  /// As the other `models`, with a pooling.
  public OpenModels models(EncoderOption encoder, PoolingOption pooling) {
    return with(engine.with(pooling.choice())).models(encoder);
  }

  public ProgressLine progress(String verb, String unit) {
    return ProgressLine.timed(terminal, stop, verb, unit);
  }

  public DownloadLine download(String model) {
    return new DownloadLine(terminal, stop, model);
  }
}
