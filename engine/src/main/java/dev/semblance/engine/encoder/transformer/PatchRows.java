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

/// The patches of an image, projected and added to the rows of their positions. The first row,
/// which no patch stands for, is the same for every image. *Safe for use by many threads.*
///
/// Always in float32: this is one product of many, and what it loses nothing brings back.
final class PatchRows implements EmbeddingLayer {
  private final LinearLayer projection;
  private final int in;
  private final int width;
  private final int rows;

  /// `[1 + patches, d]`, with the first row's own numbers added to its position's.
  private final float[] positions;

  PatchRows(PatchEmbeddings plan, Sizes sizes, MatmulCache book) {
    Epilogue added = new Epilogue(false, null, Merge.ADD);
    this.in = plan.projection().in();
    this.width = sizes.width();
    this.rows = sizes.longest();
    this.positions = plan.positions().finite().floats();
    float[] first = plan.first().finite().floats();
    for (int i = 0; i < width; i++) {
      positions[i] += first[i];
    }
    this.projection =
        new LinearLayer(
            plan.projection(),
            new ActivationFormat.Float32(),
            new ActivationFormat.Float32(),
            added,
            book);
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
  public void write(ThreadScratch worker, RaggedBatch batch, TokenRange run, long to) {
    int count = (run.to() - run.from()) * width;
    MemorySegment.copy(
        positions, run.from() * width, NativeMemory.ALL, ValueLayout.JAVA_FLOAT, to, count);
    for (int row = Math.max(1, run.from()); row < run.to(); row += LinearLayer.BLOCK) {
      int taken = Math.min(LinearLayer.BLOCK, run.to() - row);
      long source = worker.productInput((long) LinearLayer.BLOCK * in * Float.BYTES);
      int from = (batch.firstPatch(run.input()) + row - 1) * in;
      MemorySegment.copy(
          batch.patches(), from, NativeMemory.ALL, ValueLayout.JAVA_FLOAT, source, taken * in);
      long target = to + (long) (row - run.from()) * width * Float.BYTES;
      projection.run(worker, source, target, taken);
    }
  }

  @Override
  public void close() {
    projection.close();
  }
}
