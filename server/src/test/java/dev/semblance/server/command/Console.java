package dev.semblance.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.hub.HubSettings;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.SemblanceCommand;
import dev.semblance.server.command.serve.ServeCommand;
import dev.semblance.server.command.terminal.StopSignal;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.settings.EffectiveSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// Runs commands in the process of the test and records their output. The packaged model is the
/// tiny `bert-cls` of the engine's tests.
public final class Console {
  public static final String MODEL = "bert-cls";

  private static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));
  private static final Path MODELS = ROOT.resolve("engine/src/test/resources/models");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final StopSignal stop = new StopSignal();
  private final Terminal terminal;
  private final Map<String, String> environment = new HashMap<>();

  private boolean full;
  private final Path models;
  private final HubSettings hub;

  /// No terminal.
  public Console() {
    this(0);
  }

  /// No terminal, and the models packaged with the program.
  public static Console ofPackagedModels() {
    HubSettings none = HubSettings.offline(MODELS.resolve("none"));
    return new Console(0, ROOT.resolve("engine/target/models"), none);
  }

  /// @param columns width of the terminal
  public Console(int columns) {
    this(columns, MODELS, HubSettings.offline(MODELS.resolve("none")));
  }

  /// No terminal, and a cache of the hub.
  public Console(Path cache) {
    this(HubSettings.offline(cache));
  }

  /// No terminal, and a hub with its cache.
  public Console(HubSettings hub) {
    this(0, MODELS, hub);
  }

  private Console(int columns, Path models, HubSettings hub) {
    this.models = models;
    this.hub = hub;
    terminal =
        new Terminal(
            new PrintStream(new DiskStream(), true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Terminal.Attached.files(columns));
  }

  /// Every write to the output fails from now on.
  public Console withFullDisk() {
    full = true;
    return this;
  }

  /// The output, or a full disk.
  private final class DiskStream extends OutputStream {
    @Override
    public void write(int value) throws IOException {
      if (full) {
        throw new IOException("No space left on device");
      }
      out.write(value);
    }
  }

  /// Sets a variable of the environment of commands, which is empty at first.
  public Console with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /// @return the exit code
  public int run(String... arguments) {
    EngineSettings engine = EngineSettings.standard(new ModelPlaces(models, hub));
    return new CommandTree(new CommandContext(terminal, stop, engine, environment)).run(arguments);
  }

  public Terminal terminal() {
    return terminal;
  }

  public StopSignal stop() {
    return stop;
  }

  public String out() {
    return out.toString(UTF_8);
  }

  /// The output as one JSON value.
  public JsonNode json() throws JsonProcessingException {
    return new JsonMapper().readTree(out());
  }

  public String err() {
    return err.toString(UTF_8);
  }

  /// The settings of `serve`: its options except those such as `--help`.
  public static List<OptionSpec> serveSettings() {
    return serveOptions().stream().filter(EffectiveSettings::isSetting).toList();
  }

  /// The options of `serve`, as the program reads them.
  public static List<OptionSpec> serveOptions() {
    Console console = new Console();
    EngineSettings nowhere =
        EngineSettings.standard(new ModelPlaces(Path.of("none"), Path.of("none")));
    var serve =
        new ServeCommand(new CommandContext(console.terminal(), console.stop(), nowhere, Map.of()));
    var line = new CommandLine(serve);
    var _ = new CommandLine(new SemblanceCommand()).addSubcommand(line);
    return line.getCommandSpec().options();
  }
}
