package dev.semblance.server.command.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.engine.hub.HubName;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.server.json.Json;
import java.util.List;

/// What the commands of `models` print with `--json`.
final class ModelJson {
  static final String OPTION = "Print JSON.";

  private ModelJson() {}

  /// One array.
  static ArrayNode of(List<ModelFolder> folders) {
    ArrayNode models = Json.MAPPER.createArrayNode();
    folders.forEach(folder -> models.add(of(folder)));
    return models;
  }

  /// Name, folder and bytes of weights; pooling and token limit, or why it cannot be used.
  static ObjectNode of(ModelFolder folder) {
    ObjectNode model =
        Json.MAPPER
            .createObjectNode()
            .put("model", folder.id())
            .put("folder", folder.root().toString())
            .put("bytes", Engine.weightBytes(folder));
    try {
      ModelSpec spec = ModelSpec.read(folder);
      return model.put("pooling", spec.pooling().toString()).put("max_tokens", spec.maxTokens());
    } catch (SemblanceException unusable) {
      return model.put("error", unusable.getMessage());
    }
  }

  /// What `models remove` prints.
  ///
  /// @param freed bytes
  /// @param kept other revisions in the cache
  static ObjectNode ofRemoval(HubName removed, long freed, List<HubName> kept) {
    ObjectNode reply =
        Json.MAPPER.createObjectNode().put("model", removed.toString()).put("freed_bytes", freed);
    ArrayNode revisions = reply.putArray("kept");
    kept.forEach(revision -> revisions.add(revision.toString()));
    return reply;
  }

  /// What `models show` prints.
  static ObjectNode of(ModelCard card) {
    ObjectNode model =
        Json.MAPPER
            .createObjectNode()
            .put("model", card.id())
            .put("dimensions", card.shape().dimensions())
            .put("max_tokens", card.shape().maxTokens())
            .put("vocabulary", card.shape().vocabulary())
            .put("arithmetic", card.shape().precision())
            .put("pooling", card.pooling());
    ObjectNode prompts = model.putObject("prompts");
    card.prompts().named().forEach(prompts::put);
    return model.put("fingerprint", card.fingerprint());
  }
}
