package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Embeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Patches;

/// What the rows of `x` are before the first layer. *Safe for use by many threads*, each with its
/// own [Worker].
sealed interface FirstRows extends AutoCloseable permits EmbeddingTable, PatchRows {

  static FirstRows of(Blueprint blueprint, PlanBook book) {
    return switch (blueprint.stem()) {
      case Embeddings embeddings -> new EmbeddingTable(embeddings, blueprint.sizes());
      case Patches patches -> new PatchRows(patches, blueprint.sizes(), book);
    };
  }

  /// @throws dev.semblance.SemblanceException INVALID when the model cannot read the batch
  void check(RaggedBatch batch);

  /// Writes the rows of one run, before any norm.
  ///
  /// @param to address of `[rows,d]` float32 numbers
  void write(Worker worker, RaggedBatch batch, Run run, long to);

  @Override
  void close();

  /// Some rows of one input of a batch.
  ///
  /// @param from first of them, counted in the input
  /// @param to behind the last
  record Run(int input, int from, int to) {}
}
