package dev.semblance.engine.encoder.transformer;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.PatchEmbeddings;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.Epilogue.Merge;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The patches of an image, projected and added to the rows of their positions. The first row is
/// the class embedding, the same for every image. *Safe for use by many threads.*
///
/// Always in float32: it is one product of many, and later layers cannot restore lost digits.
final class PatchRows implements EmbeddingLayer {
  private final LinearLayer projection;
  private final int in;
  private final int width;
  private final int rows;

  /// `[1 + patches, d]`, with the class embedding added to the first position.
  private final float[] positions;

  PatchRows(PatchEmbeddings patches, Sizes sizes, MatmulCache matmuls) {
    Epilogue added = new Epilogue(false, null, Merge.ADD);
    this.in = patches.projection().in();
    this.width = sizes.width();
    this.rows = sizes.longest();
    this.positions = patches.positions().finite().floats();
    float[] first = patches.first().finite().floats();
    for (int i = 0; i < width; i++) {
      positions[i] += first[i];
    }
    this.projection =
        new LinearLayer(
            patches.projection(),
            new ActivationFormat.Float32(),
            new ActivationFormat.Float32(),
            added,
            matmuls);
  }

  @Override
  public void check(RaggedBatch batch) {
    if (!batch.images()) {
      throw new SemblanceException(Fault.INVALID, "the encoder reads images, not texts");
    }
    for (int i = 0; i < batch.inputs(); i++) {
      if (batch.length(i) != rows) {
        throw new SemblanceException(
            Fault.INVALID,
            "image " + i + " has " + batch.length(i) + " rows, the model reads " + rows);
      }
    }
    long numbers = (long) (batch.tokens() - batch.inputs()) * in;
    if (batch.patches().length != numbers) {
      throw new SemblanceException(
          Fault.INVALID,
          "patches have " + batch.patches().length + " numbers, the model reads " + numbers);
    }
  }

  @Override
  public void write(ThreadScratch scratch, RaggedBatch batch, TokenRange tokens, long to) {
    MemorySegment.copy(
        positions,
        tokens.from() * width,
        NativeMemory.ALL,
        ValueLayout.JAVA_FLOAT,
        to,
        (tokens.to() - tokens.from()) * width);
    for (int row = Math.max(1, tokens.from()); row < tokens.to(); row += LinearLayer.BLOCK) {
      int rows = Math.min(LinearLayer.BLOCK, tokens.to() - row);
      long source = scratch.productInput((long) LinearLayer.BLOCK * in * Float.BYTES);
      int from = (batch.firstPatch(tokens.input()) + row - 1) * in;
      MemorySegment.copy(
          batch.patches(), from, NativeMemory.ALL, ValueLayout.JAVA_FLOAT, source, rows * in);
      long target = to + (long) (row - tokens.from()) * width * Float.BYTES;
      projection.run(scratch, source, target, rows);
    }
  }

  @Override
  public void close() {
    projection.close();
  }
}
