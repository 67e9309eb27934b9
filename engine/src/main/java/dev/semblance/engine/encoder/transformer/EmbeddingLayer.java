package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PatchEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.TokenEmbeddings;

/// Computes the rows of `x` before the first layer. *Safe for use by many threads*, each with its
/// own [ThreadScratch].
sealed interface EmbeddingLayer extends AutoCloseable permits EmbeddingTable, PatchRows {

  static EmbeddingLayer of(Blueprint blueprint, MatmulCache matmuls) {
    return switch (blueprint.inputEmbedding()) {
      case TokenEmbeddings embeddings -> new EmbeddingTable(embeddings, blueprint.sizes());
      case PatchEmbeddings patches -> new PatchRows(patches, blueprint.sizes(), matmuls);
    };
  }

  /// @throws dev.semblance.SemblanceException INVALID when the model cannot read the batch
  void check(RaggedBatch batch);

  /// Writes the rows of some tokens, before any norm.
  ///
  /// @param to address of `[rows,d]` float32 numbers
  void write(ThreadScratch scratch, RaggedBatch batch, TokenRange tokens, long to);

  @Override
  void close();

  /// Consecutive tokens of one input of a batch.
  ///
  /// @param from first token, counted in the input
  /// @param to last token, exclusive
  record TokenRange(int input, int from, int to) {}
}
