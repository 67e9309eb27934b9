package dev.semblance.server.command;

import dev.semblance.Fault;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.engine.hub.HubName;
import dev.semblance.server.models.LoadRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// The models that a server opens when it starts.
final class ServedModels {
  @Option(
      names = {"--model", "--model-id"},
      paramLabel = "MODEL",
      split = ",",
      description =
          "A model to open, as 'semblance models list' names it, or org/name[@revision] to download"
              + " from the hub; may be repeated. The first answers where a request names none. "
              + OpenModels.DEFAULT
              + " by default.")
  private List<String> models = List.of(OpenModels.DEFAULT);

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description =
          "The branch, tag or commit of models of the hub that are named without one; main by"
              + " default.")
  private Optional<String> revision = Optional.empty();

  @Option(
      names = "--default-prompt-name",
      paramLabel = "NAME",
      description =
          "The model's prompt that goes before texts of requests to embed that name none; models"
              + " without a prompt of that name keep to their own default.")
  private Optional<String> promptName = Optional.empty();

  @Option(
      names = "--default-prompt",
      paramLabel = "TEXT",
      description =
          "The characters that go before texts of requests to embed that name no prompt; instead of"
              + " --default-prompt-name.")
  private Optional<String> promptText = Optional.empty();

  /// What goes before a text of a request that names no prompt.
  ///
  /// @throws SemblanceException INVALID when both ways to say so are taken
  Prompt prompt() {
    if (promptName.isPresent() && promptText.isPresent()) {
      throw new SemblanceException(
          Fault.INVALID, "--default-prompt and --default-prompt-name exclude each other");
    }
    Optional<Prompt> named = promptName.map(Prompt.Named::new);
    return named.or(() -> promptText.map(Prompt.Literal::new)).orElseGet(Prompt.Default::new);
  }

  /// In their order; the first answers where a request names none.
  Stream<LoadRequest> loadRequests() {
    return models.stream()
        .map(OpenModels::absoluteName)
        .map(this::withRevision)
        .map(LoadRequest::of);
  }

  private String withRevision(String name) {
    boolean plain =
        !name.contains("@") && HubName.parse(name).filter(HubName::hasOrganisation).isPresent();
    return plain && revision.isPresent() ? new HubName(name, revision.get()).toString() : name;
  }
}
