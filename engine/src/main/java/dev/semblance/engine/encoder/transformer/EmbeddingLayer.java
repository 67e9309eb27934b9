package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PatchEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;

/// What the rows of `x` are before the first layer. *Safe for use by many threads*, each with its
/// own [ThreadScratch].
sealed interface EmbeddingLayer extends AutoCloseable permits EmbeddingTable, PatchRows {

  static EmbeddingLayer of(Blueprint blueprint, MatmulCache book) {
    return switch (blueprint.inputEmbedding()) {
      case TokenEmbeddings embeddings -> new EmbeddingTable(embeddings, blueprint.sizes());
      case PatchEmbeddings patches -> new PatchRows(patches, blueprint.sizes(), book);
    };
  }

  /// @throws dev.semblance.SemblanceException INVALID when the model cannot read the batch
  void check(RaggedBatch batch);

  /// Writes the rows of one run, before any norm.
  ///
  /// @param to address of `[rows,d]` float32 numbers
  void write(ThreadScratch worker, RaggedBatch batch, TokenRange run, long to);

  @Override
  void close();

  /// Some rows of one input of a batch.
  ///
  /// @param from first of them, counted in the input
  /// @param to behind the last
  record TokenRange(int input, int from, int to) {}
}
