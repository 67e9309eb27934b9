package dev.semblance.server.command.serve;

import dev.semblance.engine.EngineSettings;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.access.ListenCheck;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.SemblanceCommand;
import dev.semblance.server.command.option.ConfigOption;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.option.HubOptions;
import dev.semblance.server.command.option.ImageOptions;
import dev.semblance.server.command.option.LimitOptions;
import dev.semblance.server.command.option.ModelRuleOptions;
import dev.semblance.server.command.option.NetworkOptions;
import dev.semblance.server.command.option.QueueOptions;
import dev.semblance.server.command.option.RangesOptions;
import dev.semblance.server.command.option.SearchOptions;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.settings.EffectiveSettings;
import dev.semblance.server.settings.IgnoredVariables;
import dev.semblance.server.settings.SettingSources;
import dev.semblance.server.settings.SettingsFile;
import dev.semblance.server.settings.TeiSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Serves HTTP, and gRPC with `--grpc-port`, until a stop is requested.
@Command(
    name = "serve",
    description = {
      "Serve embeddings over HTTP, and with --data collections to write and search.",
      "",
      "Has the routes of text-embeddings-inference and of OpenAI's embeddings; /openapi.json"
          + " describes them all. --grpc-port adds gRPC, with the services tei.v1 and semblance.v1."
          + " Prints one line when it is ready. Ctrl-C stops it after open requests."
    },
    footer = {
      "",
      "Examples:",
      "  ./semblance serve",
      "  ./semblance serve --model bge-small-en-v1.5 --model bge-small-zh-v1.5 --data data",
      "  curl 127.0.0.1:8080/embed -H 'content-type: application/json' -d '{\"inputs\":\"hello\"}'"
    })
public final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  private final CommandContext context;

  @Mixin private final NetworkOptions network = new NetworkOptions();

  @Mixin private final ServedModels models = new ServedModels();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory of collections; without it there are none.")
  private Optional<Path> data = Optional.empty();

  @Mixin private final OperationOptions operation = new OperationOptions();

  @Mixin private final LimitOptions limits = new LimitOptions();

  @Mixin private final SearchOptions search = new SearchOptions();

  @Mixin private final ImageOptions images = new ImageOptions();

  @Mixin private final QueueOptions queue = new QueueOptions();

  @Mixin private final HubOptions hub = new HubOptions();

  @Mixin private final ModelRuleOptions rules = new ModelRuleOptions();

  @Mixin private final RangesOptions ranges = new RangesOptions();

  @Mixin private final EncoderOption encoder = new EncoderOption();

  @SuppressWarnings("UnusedVariable") // ConfigOption reads it before the other options are parsed
  @Mixin
  private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--print-settings",
      description =
          "Print the effective settings as a settings file, each with its source, and exit.")
  private boolean printSettings;

  @Spec private CommandSpec spec;

  public ServeCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws InterruptedException {
    EffectiveSettings effective = effective();
    List<String> warnings = warnings();
    if (printSettings) {
      effective.lines().forEach(context.terminal().out()::println);
      warnings.stream().map("# "::concat).forEach(context.terminal().out()::println);
      return ExitCode.OK;
    }
    LOG.info(effective.changes());
    warnings.forEach(LOG::warn);
    ServerSettings settings = settings();
    ListenCheck.check(settings.http().listenAddress(), "--port");
    network.grpc().ifPresent(grpc -> ListenCheck.check(grpc.listenAddress(), "--grpc-port"));
    RangesOptions.InitialRanges calibrated = ranges.initialRanges(data);
    EngineSettings engine = images.limit(queue.applied(context.engine()));
    CommandContext tuned = context.with(hub.applied(engine, context.environment()));
    EngineSettings encoding = encoder.applied(tuned.engine());
    EngineModels source = new EngineModels(tuned, encoding, rules.downloads(), models.poolings());
    try (ModelRegistry opened = new ModelRegistry(source, rules.rules())) {
      models.loadRequests().forEach(opened::load);
      var _ =
          opened
              .defaultModel()
              .card()
              .prompts()
              .prefix(models.prompt()); // fails where the model has no such prompt
      try (DataDirectory catalog =
          data.map(at -> DataDirectory.open(at, opened::embedder, search.directory()))
              .orElse(null)) {
        new ServerRunner(tuned, settings, SemblanceCommand.above(spec).logFormat())
            .runUntilStopped(opened, catalog, calibrated);
      }
    }
    return ExitCode.OK;
  }

  private List<String> warnings() {
    List<OptionSpec> settings =
        spec.options().stream().filter(EffectiveSettings::isSetting).toList();
    Optional<String> withoutEffect =
        TeiSettings.noEffectWarning(
            spec.commandLine().getParseResult()::hasMatchedOption, context.environment());
    return Stream.of(
            IgnoredVariables.warnings(context.environment(), settings).stream(),
            withoutEffect.stream(),
            encoder.warning().stream(),
            operation.warning().stream(),
            network.warning().stream())
        .flatMap(Function.identity())
        .toList();
  }

  private ServerSettings settings() {
    return new ServerSettings(
        operation.log(limits.limit(network.http())),
        network.grpc().map(limits::limit).orElse(null),
        search.limit(images.limit(limits.limit(ServiceSettings.STANDARD))).with(models.prompt()),
        operation.operation());
  }

  private EffectiveSettings effective() {
    SettingSources none = new SettingSources(Map.of(), SettingsFile.NONE);
    return EffectiveSettings.of(
        spec.commandLine().getParseResult(),
        spec.defaultValueProvider() instanceof SettingSources sources ? sources : none);
  }
}
