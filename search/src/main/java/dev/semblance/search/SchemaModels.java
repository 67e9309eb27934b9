package dev.semblance.search;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// The models of the vectors of a schema that a collection is created with, open.
///
/// @param embedders by name of the vector
record SchemaModels(Map<String, Embedder> embedders) {

  /// Opens the models, which may take long.
  ///
  /// @param open model id → open embedder
  static SchemaModels open(Schema schema, Function<String, Embedder> open) {
    Map<String, Embedder> embedders = new LinkedHashMap<>();
    schema
        .vectors()
        .forEach((name, vector) -> {
          ModelVersion model = vector.model();
          if (model != null) {
            embedders.put(name, open.apply(model.id()));
          }
        });
    return new SchemaModels(embedders);
  }

  /// The schema with the models' fingerprints and widths where it leaves them open.
  ///
  /// @throws SemblanceException INVALID when it states others
  Schema resolved(Schema schema) {
    Map<String, Schema.VectorField> vectors = new LinkedHashMap<>(schema.vectors());
    vectors.replaceAll((name, vector) -> {
      ModelVersion model = vector.model();
      return model == null ? vector : resolved(name, model, vector);
    });
    return new Schema(schema.fields(), vectors, schema.dynamic());
  }

  private Schema.VectorField resolved(String name, ModelVersion model, Schema.VectorField vector) {
    ModelCard card = card(name);
    int width = card.shape().dimensions();
    if (vector.dimensions() != 0 && vector.dimensions() != width) {
      throw new SemblanceException(
          Fault.INVALID,
          "vector `%s` has %d dimensions, but model %s gives %d"
              .formatted(name, vector.dimensions(), model.id(), width));
    }
    if (!model.fingerprint().isEmpty() && !model.fingerprint().equals(card.fingerprint())) {
      throw new SemblanceException(
          Fault.INVALID,
          "vector `%s` wants model %s with fingerprint %s; the model of that name has %s"
              .formatted(name, model.id(), model.fingerprint(), card.fingerprint()));
    }
    return new Schema.VectorField(
        new ModelVersion(model.id(), card.fingerprint()), width, vector.from());
  }

  private ModelCard card(String vector) {
    Embedder embedder = embedders.get(vector);
    if (embedder == null) {
      throw new IllegalArgumentException("vector " + vector + " has no model");
    }
    return embedder.card();
  }
}
