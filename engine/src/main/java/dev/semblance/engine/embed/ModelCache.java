package dev.semblance.engine.embed;

import dev.semblance.Classifier.Example;
import dev.semblance.EmbedOptions;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Truncation;
import dev.semblance.Workload;
import dev.semblance.engine.cache.CacheKey;
import dev.semblance.engine.cache.CacheLookup;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.cache.KeySpace;
import dev.semblance.engine.encoder.EncoderCard;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/// The embedding cache for one model: makes the keys and counts hits. *Safe for use by many
/// threads.*
///
/// A key holds everything a head's result depends on: the model's fingerprint, the encoder, its
/// precision and instruction set, the kind of output, the prompt's characters and whether it is a
/// query's (because some models read queries differently), the truncation, and the input itself.
/// How the prompt was chosen is not in it, so that a text embedded for one purpose is found for
/// another; nor is what a request does to the result afterwards (dimensions, normalising, sigmoid),
/// which is done to a stored result as to a computed one.
final class ModelCache {
  /// Not one vector a token: it is large, and seldom requested twice.
  private static final Set<Output> CACHEABLE =
      Set.of(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR);

  /// The logits of an example are stored as a dense vector.
  private static final List<Output> SCORES = List.of(Output.DENSE);

  private final EmbeddingCache cache;
  private final KeySpace space;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  ModelCache(EmbeddingCache cache, ModelCard model, EncoderCard encoder) {
    this.cache = cache;
    this.space =
        KeySpace.of(model.fingerprint(), encoder.name(), encoder.precision(), encoder.isa());
  }

  /// Looks up inputs to embed.
  ///
  /// @param outputs kinds to look up, all of which have to be found
  /// @param prompt its characters
  CacheLookup lookUp(
      List<? extends Input> inputs, List<Output> outputs, String prompt, EmbedOptions options) {
    if (!cache.isOn() || !CACHEABLE.containsAll(outputs)) {
      return CacheLookup.uncached(inputs.size());
    }
    List<KeySpace> spaces =
        outputs.stream()
            .map(output -> space.within(output.name(), options.truncation().name()))
            .map(part -> part.within(options.prompt().isQuery() ? "ASKS" : "", prompt))
            .toList();
    return counted(
        CacheLookup.of(cache, outputs, inputs.stream().map(input -> keys(spaces, input)).toList()));
  }

  /// Looks up examples to score.
  CacheLookup lookUp(List<Example> examples, Truncation truncation) {
    if (!cache.isOn()) {
      return CacheLookup.uncached(examples.size());
    }
    KeySpace scores = space.within("SCORES", truncation.name());
    return counted(
        CacheLookup.of(
            cache,
            SCORES,
            examples.stream().map(example -> List.of(key(scores, example))).toList()));
  }

  Workload.Cache hitsAndMisses() {
    return new Workload.Cache(hits.sum(), misses.sum());
  }

  private CacheLookup counted(CacheLookup lookup) {
    hits.add(lookup.hits());
    misses.add(lookup.misses());
    return lookup;
  }

  private static List<CacheKey> keys(List<KeySpace> spaces, Input input) {
    return spaces.stream()
        .map(space ->
            switch (input) {
              case Input.Text(String text) -> space.key(text);
              case Input.Tokens(int[] ids) -> space.key(ids);
              case Input.Image(byte[] encoded) -> space.key(encoded);
            })
        .toList();
  }

  private static CacheKey key(KeySpace space, Example example) {
    String pair = example.pair();
    return pair == null ? space.key(example.text()) : space.key(example.text(), pair);
  }
}
