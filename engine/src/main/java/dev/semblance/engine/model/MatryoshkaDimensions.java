package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.ModelCard.Cut;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;

/// What a model folder declares about shortened vectors.
///
/// There is no single key. A folder declares Matryoshka training by `truncate_dim` of
/// sentence-transformers, by `matryoshka_dimensions` or `is_matryoshka` of the config, or by its
/// model card naming Matryoshka. NomicBERT's layer norm before the cut is only in the example code
/// of its model cards.
public final class MatryoshkaDimensions {
  private static final List<String> CONFIGS =
      List.of(ModelSpec.SENTENCE_TRANSFORMERS, "config.json");

  private static final int LONGEST_CARD = 1 << 20;

  private MatryoshkaDimensions() {}

  public static Cut of(ModelSpec spec) {
    ModelFolder folder = spec.folder();
    boolean declared =
        CONFIGS.stream().anyMatch(name -> declares(folder.jsonOrEmpty(name).root()))
            || namesIt(folder);
    return new Cut(declared, layerNorm(spec));
  }

  private static boolean declares(JsonNode config) {
    return config.path("truncate_dim").isIntegralNumber()
        || !config.path("matryoshka_dimensions").isEmpty()
        || config.path("is_matryoshka").asBoolean();
  }

  private static boolean namesIt(ModelFolder folder) {
    if (!folder.has("README.md")) {
      return false;
    }
    try (InputStream card = Files.newInputStream(folder.resolve("README.md"))) {
      return new String(card.readNBytes(LONGEST_CARD), StandardCharsets.UTF_8)
          .toLowerCase(Locale.ROOT)
          .contains("matryoshka");
    } catch (IOException _) {
      return false; // an unreadable model card does not prevent opening the model
    }
  }

  /// NomicBERT without a LayerNorm module of its own; the one with experts has no layer norm.
  private static boolean layerNorm(ModelSpec spec) {
    if (spec.modules().stream().anyMatch(ModuleSpec.LayerNormModule.class::isInstance)) {
      return false;
    }
    JsonFile config = spec.encoderFolder().jsonOrEmpty("config.json");
    return config.text("model_type", "").equals("nomic_bert")
        && config.integer("num_experts", 0) == 0;
  }
}
