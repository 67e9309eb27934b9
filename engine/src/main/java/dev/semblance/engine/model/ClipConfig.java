package dev.semblance.engine.model;

import dev.semblance.engine.model.ModuleSpec.Tensors;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// `config.json` of a CLIP: the modules after its text encoder and after its image encoder, whose
/// vectors share one space.
///
/// Source: transformers, `CLIPConfig` and `ChineseCLIPConfig`; keys that a file leaves out have
/// their defaults.
///
/// @param folder of config and weights
/// @param path of that folder in the model's
/// @param config `config.json`
record ClipConfig(ModelFolder folder, String path, JsonFile config) {
  private static final String CHINESE = "chinese_clip";
  private static final Set<String> TYPES = Set.of("clip", CHINESE);

  /// `eos_token_id` of older files, for which transformers pools at the largest id.
  private static final int ANY_END = 2;

  /// @param path of the encoder's folder, empty for the model's own
  static Optional<ClipConfig> of(ModelFolder model, String path) {
    ModelFolder folder = model.inside(path);
    if (!folder.has("config.json")) {
      return Optional.empty();
    }
    JsonFile config = folder.json("config.json");
    return config.root().path("model_type").isTextual()
            && TYPES.contains(config.text("model_type", ""))
        ? Optional.of(new ClipConfig(folder, path, config))
        : Optional.empty();
  }

  /// The part for texts.
  JsonFile texts() {
    return config.under("text_config").otherwise("max_position_embeddings", chinese() ? 512 : 77);
  }

  /// The pipeline of texts.
  List<ModuleSpec> modules() {
    int width = texts().integer("hidden_size", 512);
    ModuleSpec pooling =
        chinese()
            ? new ModuleSpec.Pooling(List.of(PoolingMode.CLS), true)
            : new ModuleSpec.EndPooling(end());
    return List.of(new ModuleSpec.Transformer(path), pooling, projection("text_projection", width));
  }

  /// How images are read.
  ImageSpec images() {
    JsonFile vision = config.under("vision_config");
    int width = vision.integer("hidden_size", 768);
    int edge = vision.integer("image_size", 224);
    int patch = vision.integer("patch_size", 32);
    if (patch < 1 || edge < patch || edge % patch != 0) {
      throw vision.broken("image_size " + edge + " is not a multiple of patch_size " + patch);
    }
    ImagePreprocessing framing = ImagePreprocessing.read(folder);
    if (framing.frame().width() != edge || framing.frame().height() != edge) {
      throw folder.broken(
          "%s makes images of %d x %d pixels, the model reads %d x %d"
              .formatted(
                  ImagePreprocessing.FILE,
                  framing.frame().width(),
                  framing.frame().height(),
                  edge,
                  edge));
    }
    double epsilon = vision.number("layer_norm_eps", 1e-5);
    List<ModuleSpec> modules =
        List.of(
            new ModuleSpec.Transformer(path),
            new ModuleSpec.Pooling(List.of(PoolingMode.CLS), true),
            new ModuleSpec.LayerNormModule(
                Tensors.own("vision_model.post_layernorm"), width, epsilon),
            projection("visual_projection", width));
    return new ImageSpec(framing, patch, edge / patch * (edge / patch), modules);
  }

  private ModuleSpec projection(String name, int width) {
    int out = config.integer("projection_dim", 512);
    return new ModuleSpec.DenseModule(
        Tensors.own(name), width, out, ModuleSpec.DenseTerms.NONE, Activation.IDENTITY);
  }

  private OptionalInt end() {
    int end = config.under("text_config").integer("eos_token_id", 49407);
    return end == ANY_END ? OptionalInt.empty() : OptionalInt.of(end);
  }

  private boolean chinese() {
    return config.text("model_type", "").equals(CHINESE);
  }
}
