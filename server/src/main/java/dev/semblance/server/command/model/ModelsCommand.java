package dev.semblance.server.command.model;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.hub.HubCache;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.context.ResumableCommand;
import dev.semblance.server.command.context.UsageMessage;
import dev.semblance.server.command.terminal.DownloadLine;
import dev.semblance.server.command.terminal.ReadableUnits;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Lists, shows, downloads and removes models.
@Command(name = "models", description = "List, show, download and remove models.")
public final class ModelsCommand implements Runnable, ResumableCommand {
  private final CommandContext context;

  @Spec private CommandSpec spec;

  public ModelsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), UsageMessage.noCommand(spec.commandLine()));
  }

  @Command(
      name = "list",
      description = {
        "List the models that can be used by name, with the size of their weights: the packaged"
            + " ones, and those in the Hugging Face cache (HF_HOME)."
      })
  void list(@Option(names = "--json", description = ModelJson.OPTION) boolean json) {
    PrintStream out = context.terminal().out();
    List<ModelFolder> folders = Engine.available(context.engine());
    if (json) {
      out.println(ModelJson.of(folders));
      return;
    }
    int widest = folders.stream().mapToInt(folder -> folder.id().length()).max().orElse(0);
    for (ModelFolder folder : folders) {
      out.printf(
          "%-" + widest + "s  %8s  %s%n",
          folder.id(),
          ReadableUnits.bytes(Engine.weightBytes(folder)),
          summary(folder));
    }
    if (folders.isEmpty()) {
      context.terminal().note("no models in " + context.engine().places());
    }
  }

  private static String summary(ModelFolder folder) {
    try {
      ModelSpec spec = ModelSpec.read(folder);
      return "%s pooling, reads %s  %s"
          .formatted(
              spec.pooling(), ReadableUnits.counted(spec.maxTokens(), "tokens"), folder.root());
    } catch (SemblanceException unusable) {
      return "cannot be used: " + unusable.getMessage();
    }
  }

  @Command(
      name = "show",
      description = "Open a model and show its sizes, pooling, prompts and fingerprint.")
  void show(
      @Parameters(paramLabel = "MODEL", description = "A name, a folder, or org/name on the hub.")
          String model,
      @Option(names = "--json", description = ModelJson.OPTION) boolean json) {
    try (OpenModels models = new OpenModels(context, context.engine())) {
      Embedder embedder = models.apply(model);
      ModelCard card = embedder.card();
      PrintStream out = context.terminal().out();
      if (json) {
        out.println(ModelJson.of(card));
        return;
      }
      out.println("model        " + card.id());
      out.println("dimensions   " + card.shape().dimensions());
      out.println("reads        " + ReadableUnits.counted(card.shape().maxTokens(), "tokens"));
      out.println("vocabulary   " + ReadableUnits.counted(card.shape().vocabulary(), "tokens"));
      out.println("arithmetic   " + card.shape().precision());
      out.println("pooling      " + card.pooling());
      card.prompts()
          .named()
          .forEach((name, text) -> out.println("prompt       " + name + ": " + text));
      out.println("fingerprint  " + card.fingerprint());
    }
  }

  @Command(
      name = "pull",
      description = {
        "Download or update a model of the Hugging Face hub in the cache that Hugging Face's own"
            + " clients share, and print the folder.",
        "",
        "An interrupted download is resumed. HF_TOKEN sets a token, HF_ENDPOINT another hub,"
            + " HF_HOME another cache; HF_HUB_OFFLINE=1 forbids the network."
      },
      footer = {
        "",
        "Examples:",
        "  ./semblance models pull intfloat/e5-small-v2",
        "  ./semblance models pull BAAI/bge-m3@main"
      })
  void pull(
      @Parameters(paramLabel = "NAME", description = "org/name, or org/name@revision.") String name,
      @Option(names = "--onnx", description = "Prefer an exported ONNX graph to weights.")
          boolean graphFirst,
      @Option(names = "--json", description = ModelJson.OPTION) boolean json) {
    EngineSettings engine =
        graphFirst ? context.engine().with(EncoderChoice.ONNX) : context.engine();
    HubName model = HubName.of(name);
    try (DownloadLine download = context.download(name)) {
      ModelFolder folder = Engine.download(model, engine, download);
      context.terminal().out().println(json ? ModelJson.of(folder) : folder.root());
    }
  }

  @Command(
      name = "remove",
      description = {
        "Remove a downloaded model from the Hugging Face cache.",
        "",
        "Files shared with another revision stay. Packaged models cannot be removed."
      })
  void remove(
      @Parameters(
              paramLabel = "NAME",
              description = "org/name (revision main) or org/name@revision.")
          String name,
      @Option(names = "--json", description = ModelJson.OPTION) boolean json) {
    if (new ModelFinder(context.engine().places()).isPackaged(name)) {
      throw new SemblanceException(
          Fault.INVALID, "model '" + name + "' is packaged with Semblance and cannot be removed");
    }
    HubCache cache = new HubCache(context.engine().places().hub().cache());
    HubName model = HubName.of(name);
    PrintStream out = context.terminal().out();
    long freed = cache.remove(model);
    List<HubName> kept = cache.revisions(model);
    if (json) {
      out.println(ModelJson.ofRemoval(model, freed, kept));
      return;
    }
    out.printf("removed %s, %s freed%n", model, ReadableUnits.bytes(freed));
    kept.forEach(revision -> out.println("kept    " + revision));
  }
}
