package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The products of an encoder that run in int8, and the quantization of their inputs. Products that
/// are not named stay bfloat16 (float32 where the CPU has no bfloat16).
///
/// Stored in a model folder as `quantization.json`:
///
/// ```json
/// {
///   "format": "semblance-int8-1",
///   "passed": true,
///   "matmuls": {
///     "layer.0.attention.qkv": {"scale": 0.031, "zero": 124, "smoothing": [1.0, …]},
///     "layer.0.attention.output": {"scale": 0.012, "zero": 128}
///   }
/// }
/// ```
///
/// @param passed whether the model passed the accuracy gate under this plan, so that `auto` uses it
/// @param matmuls scales by the stable names of products; that of `feed_forward.up` also applies to
///   the gate, which reads the same input
public record QuantizationPlan(boolean passed, Map<String, MatmulScale> matmuls) {
  /// The file's name in a model folder.
  public static final String FILE = "quantization.json";

  private static final String FORMAT = "semblance-int8-1";

  public QuantizationPlan {
    matmuls = Map.copyOf(matmuls);
  }

  /// Whether a folder carries a plan.
  public static boolean isIn(ModelFolder folder) {
    return folder.has(FILE);
  }

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when it is missing or damaged
  public static QuantizationPlan read(ModelFolder folder) {
    JsonFile file = folder.json(FILE);
    if (!file.text("format", "").equals(FORMAT)) {
      throw file.broken("format must be " + FORMAT);
    }
    JsonNode entries = file.root().path("matmuls");
    if (!entries.isObject()) {
      throw file.broken("matmuls must be an object");
    }
    Map<String, MatmulScale> matmuls = new TreeMap<>();
    for (var entry : entries.properties()) {
      matmuls.put(entry.getKey(), scale(file, entry.getKey(), entry.getValue()));
    }
    return new QuantizationPlan(file.flag("passed", false), matmuls);
  }

  private static MatmulScale scale(JsonFile file, String name, JsonNode node) {
    JsonNode smoothing = node.path("smoothing");
    float[] factors = new float[smoothing.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = smoothing.get(i).floatValue();
    }
    try {
      return new MatmulScale(node.path("scale").floatValue(), node.path("zero").asInt(-1), factors);
    } catch (IllegalArgumentException e) {
      throw file.broken("matmul " + name + ": " + e.getMessage());
    }
  }

  /// Writes `quantization.json` into a folder.
  public void write(Path folder) throws IOException {
    JsonMapper mapper = new JsonMapper();
    ObjectNode root = mapper.createObjectNode();
    root.put("format", FORMAT);
    root.put("passed", passed);
    ObjectNode entries = root.putObject("matmuls");
    new TreeMap<>(matmuls)
        .forEach((name, scale) -> {
          ObjectNode entry = entries.putObject(name);
          entry.put("scale", scale.scale());
          entry.put("zero", scale.zero());
          if (scale.smoothing().length > 0) {
            ArrayNode factors = entry.putArray("smoothing");
            for (float factor : scale.smoothing()) {
              factors.add(factor);
            }
          }
        });
    Files.writeString(
        folder.resolve(FILE),
        mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
