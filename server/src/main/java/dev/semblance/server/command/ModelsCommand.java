package dev.semblance.server.command;

import dev.semblance.Embedder;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import java.io.PrintStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What there is to embed with.
@Command(name = "models", description = "Show which models can be used here.")
final class ModelsCommand implements Runnable {
  private final Surroundings surroundings;

  @Spec private CommandSpec spec;

  ModelsCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "list or show?");
  }

  @Command(
      name = "list",
      description = {
        "List the models that can be used by name: the packaged ones, and those in the Hugging Face"
            + " cache (HF_HOME)."
      })
  void list() {
    PrintStream out = surroundings.terminal().out();
    List<ModelFolder> folders = Engine.available(surroundings.engine());
    int widest = folders.stream().mapToInt(folder -> folder.id().length()).max().orElse(0);
    for (ModelFolder folder : folders) {
      out.printf("%-" + widest + "s  %s%n", folder.id(), summary(folder));
    }
    if (folders.isEmpty()) {
      surroundings.terminal().note("no models in " + surroundings.engine().places());
    }
  }

  private static String summary(ModelFolder folder) {
    try {
      ModelSpec spec = ModelSpec.read(folder);
      return "%s pooling, reads %s  %s"
          .formatted(spec.pooling(), Amounts.of(spec.maxTokens(), "tokens"), folder.root());
    } catch (SemblanceException unusable) {
      return "cannot be used: " + unusable.getMessage();
    }
  }

  @Command(
      name = "show",
      description = "Open a model and show what it is: sizes, pooling, prompts, fingerprint.")
  void show(
      @Parameters(paramLabel = "MODEL", description = "A name, a folder, or a cached hub id.")
          String model) {
    try (Embedder embedder = Engine.open(model, surroundings.engine())) {
      ModelCard card = embedder.model();
      PrintStream out = surroundings.terminal().out();
      out.println("model        " + card.id());
      out.println("dimensions   " + card.shape().dimensions());
      out.println("reads        " + Amounts.of(card.shape().maxTokens(), "tokens"));
      out.println("vocabulary   " + Amounts.of(card.shape().vocabulary(), "tokens"));
      out.println("arithmetic   " + card.shape().precision());
      out.println("pooling      " + card.pooling());
      card.prompts()
          .named()
          .forEach((name, text) -> out.println("prompt       " + name + ": " + text));
      out.println("fingerprint  " + card.fingerprint());
    }
  }
}
