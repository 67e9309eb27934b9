package dev.semblance.server.command.serve;

import dev.semblance.Fault;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.PoolingChoice;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.option.PoolingConverter;
import dev.semblance.server.models.LoadRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/// Options for the models that a server opens at startup.
public final class ServedModels {
  @Option(
      names = {"--model", "--model-id"},
      paramLabel = "MODEL",
      split = ",",
      description =
          "Model to open: a name of 'semblance models list', a model folder, or org/name[@revision]"
              + " on the hub; may be repeated. The first is the default model of requests. "
              + OpenModels.DEFAULT
              + " by default.")
  private List<String> models = List.of(OpenModels.DEFAULT);

  @Option(
      names = "--revision",
      paramLabel = "REVISION",
      description = "Branch, tag or commit of hub models given without one; main by default.")
  private Optional<String> revision = Optional.empty();

  @Option(
      names = "--pooling",
      paramLabel = "auto|cls|mean|max|last-token|splade",
      split = ",",
      defaultValue = "auto",
      converter = PoolingConverter.class,
      description =
          "Pooling in place of the folder's own, of the models of --model: one for all, or one for"
              + " each, in their order. auto, the default, is the folder's. Models that clients"
              + " load have their folder's.")
  private List<PoolingChoice> poolings = List.of(PoolingChoice.AUTO);

  @Option(
      names = "--default-prompt-name",
      paramLabel = "NAME",
      description =
          "Name of the model's prompt to prepend in embed requests that name none; models without"
              + " a prompt of that name use their own default.")
  private Optional<String> promptName = Optional.empty();

  @Option(
      names = "--default-prompt",
      paramLabel = "TEXT",
      description =
          "Text to prepend in embed requests that name no prompt; excludes --default-prompt-name.")
  private Optional<String> promptText = Optional.empty();

  /// The prompt of requests that name none.
  ///
  /// @throws SemblanceException INVALID when both options are given
  Prompt prompt() {
    if (promptName.isPresent() && promptText.isPresent()) {
      throw new SemblanceException(
          Fault.INVALID, "--default-prompt and --default-prompt-name exclude each other; give one");
    }
    Optional<Prompt> named = promptName.map(Prompt.Named::new);
    return named.or(() -> promptText.map(Prompt.Literal::new)).orElseGet(Prompt.Default::new);
  }

  /// In the order given; the first is the default model of requests.
  Stream<LoadRequest> loadRequests() {
    return models.stream()
        .map(OpenModels::absoluteName)
        .map(this::withRevision)
        .map(LoadRequest::of);
  }

  /// The chosen pooling of each of these models, by canonical name ([HubName#canonical]).
  ///
  /// @throws SemblanceException INVALID when there are neither one nor as many as models
  Map<String, PoolingChoice> poolings() {
    List<String> names = loadRequests().map(LoadRequest::model).map(HubName::canonical).toList();
    if (poolings.size() != 1 && poolings.size() != names.size()) {
      throw new SemblanceException(
          Fault.INVALID,
          "--pooling has %d values for %d models; give one for all, or one for each (auto for the folder's own)"
              .formatted(poolings.size(), names.size()));
    }
    Map<String, PoolingChoice> byName = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      byName.put(names.get(i), poolings.get(Math.min(i, poolings.size() - 1)));
    }
    return byName;
  }

  private String withRevision(String name) {
    boolean plain =
        !name.contains("@") && HubName.parse(name).filter(HubName::hasOrganisation).isPresent();
    return plain && revision.isPresent() ? new HubName(name, revision.get()).toString() : name;
  }
}
