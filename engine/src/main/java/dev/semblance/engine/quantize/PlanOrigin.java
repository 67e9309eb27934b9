package dev.semblance.engine.quantize;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a plan was made; stored with it.
///
/// @param model it was made for
/// @param texts it was calibrated with
/// @param count how many of them
/// @param rule that won
/// @param drift of the plan on texts that were held out
record PlanOrigin(String model, String texts, int count, String rule, Drift drift) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// Adds this to a plan's file, under `made`.
  void sign(Path plan) throws IOException {
    ObjectNode root = (ObjectNode) MAPPER.readTree(plan.toFile());
    root.set("made", MAPPER.valueToTree(this));
    Files.writeString(
        plan, MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }
}
