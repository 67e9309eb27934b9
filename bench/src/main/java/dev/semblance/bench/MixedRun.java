package dev.semblance.bench;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.bgesmallenv15q.BgeSmallEnV15QuantizedEmbeddingModel;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.model.ModelFolder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Real texts from characters to vectors, tokenization included, by each library's API: a list of
/// texts, and a single text. The list runs in slices, each library in turn.
final class MixedRun {
  private static final int SLICES = 10;

  private final ModelFolder folder;
  private final List<String> texts;

  MixedRun(ModelFolder folder, List<String> texts) {
    this.folder = folder;
    this.texts = texts;
  }

  /// Milliseconds for all texts by library, and the median of a single text (`…_one_ms`).
  Map<String, Double> milliseconds(Consumer<String> progress) {
    EmbeddingModel peer = new BgeSmallEnV15QuantizedEmbeddingModel();
    try (Embedder int8 = open(EncoderChoice.INT8);
        Embedder bf16 = open(EncoderChoice.BF16)) {
      Map<String, Double> sums = new LinkedHashMap<>();
      embed(peer, texts.subList(0, Math.min(50, texts.size())));
      embed(int8, texts.subList(0, Math.min(200, texts.size())));
      embed(bf16, texts.subList(0, Math.min(200, texts.size())));
      int size = Math.max(1, texts.size() / SLICES);
      for (int from = 0; from < texts.size(); from += size) {
        List<String> slice = texts.subList(from, Math.min(texts.size(), from + size));
        sums.merge("langchain4j_ms", timed(() -> embed(peer, slice)), Double::sum);
        sums.merge("int8_ms", timed(() -> embed(int8, slice)), Double::sum);
        sums.merge("bf16_ms", timed(() -> embed(bf16, slice)), Double::sum);
        progress.accept("  " + (from + slice.size()) + " of " + texts.size() + " texts");
      }
      String single = texts.getFirst();
      new Interleaved()
          .add("langchain4j_one_ms", () -> peer.embed(single))
          .add("int8_one_ms", () -> int8.embed(single, EmbedOptions.DEFAULT))
          .add("bf16_one_ms", () -> bf16.embed(single, EmbedOptions.DEFAULT))
          .medians(20, 5)
          .forEach(sums::put);
      return sums;
    }
  }

  private Embedder open(EncoderChoice choice) {
    return Engine.open(folder.root().toString(), Bench.settings().with(choice));
  }

  private static void embed(EmbeddingModel model, List<String> texts) {
    var _ = model.embedAll(texts.stream().map(TextSegment::from).toList());
  }

  private static void embed(Embedder embedder, List<String> texts) {
    var _ = embedder.embed(texts.stream().map(Input::of).toList(), EmbedOptions.PASSAGES);
  }

  private static double timed(Runnable work) {
    long started = System.nanoTime();
    work.run();
    return (System.nanoTime() - started) / 1e6;
  }
}
