package dev.semblance.engine;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.engine.embed.OpenModel;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.onnx.OnnxEncoder;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.Fingerprint;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// Opens the parts of one model side by side, since each takes a noticeable part of a cold start;
/// what was opened is let go again when another part fails. *Confined to the thread that opened
/// it.*
final class ModelOpener {
  private final ModelFolder folder;
  private final EngineSettings settings;
  private final ModelSpec spec;

  ModelOpener(ModelFolder folder, EngineSettings settings) {
    this.folder = folder;
    this.settings = settings;
    this.spec = ModelSpec.read(folder);
  }

  OpenModel open() {
    var tokenizing = CompletableFuture.supplyAsync(() -> TextTokenizer.open(spec));
    var encoding = CompletableFuture.supplyAsync(this::encoder);
    var fingerprint =
        encoding.thenApplyAsync(encoder -> Fingerprint.of(spec, encoder.card().precision()));
    try {
      TextTokenizer tokenizer = join(tokenizing);
      requireRows(tokenizer);
      Encoder encoder = join(encoding);
      PooledHead head = PooledHead.open(spec, encoder.card().width());
      return new OpenModel(
          card(tokenizer, encoder, head, join(fingerprint)), tokenizer, encoder, head);
    } catch (RuntimeException e) {
      var _ = tokenizing.thenAccept(TextTokenizer::close);
      var _ = encoding.thenAccept(Encoder::close);
      throw e;
    }
  }

  private Encoder encoder() {
    return switch (settings.encoder()) {
      case AUTO, ONNX -> OnnxEncoder.open(folder, settings.cores());
      case F32, BF16, INT8 ->
          throw new SemblanceException(
              Fault.UNSUPPORTED, "encoder " + settings.encoder() + " is not available");
    };
  }

  private ModelCard card(
      TextTokenizer tokenizer, Encoder encoder, PooledHead head, String fingerprint) {
    return new ModelCard(
        folder.id(),
        fingerprint,
        new ModelCard.Shape(
            head.width(), spec.maxTokens(), tokenizer.vocabulary(), encoder.card().precision()),
        spec.pooling(),
        spec.prompts());
  }

  /// Every id the tokenizer can make must have a row in the embedding table.
  private void requireRows(TextTokenizer tokenizer) {
    int rows = folder.json("config.json").integer("vocab_size", Integer.MAX_VALUE);
    if (tokenizer.vocabulary() > rows) {
      throw folder.broken(
          "tokenizer has more ids ("
              + tokenizer.vocabulary()
              + ") than the embedding table has rows ("
              + rows
              + ")");
    }
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw fault;
      }
      throw e;
    }
  }
}
