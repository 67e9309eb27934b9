package dev.semblance.engine.cache;

import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Output;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The cache's answers to one request: which of its inputs were answered before, and which occur in
/// it more than once. *Confined to the thread that opened it.*
///
/// An input has a key for each kind of output; it is found when all of them are. Where only some
/// are found, those are used as they are, so that an answer once given never changes in its last
/// bits.
public final class CacheLookup {
  private final EmbeddingCache cache;
  private final List<Output> outputs;

  /// For each input, the key of each value; empty when nothing is looked up.
  private final List<List<CacheKey>> keys;

  /// For each input, what is stored under each key; null where nothing is.
  private final List<List<@Nullable StoredEmbedding>> stored = new ArrayList<>();

  /// Places of the inputs to compute, ascending.
  private final List<Integer> missing = new ArrayList<>();

  /// From the keys of an input to its index in `missing`.
  private final Map<List<CacheKey>, Integer> missingByKeys = new HashMap<>();

  private CacheLookup(EmbeddingCache cache, List<Output> outputs, List<List<CacheKey>> keys) {
    this.cache = cache;
    this.outputs = outputs;
    this.keys = keys;
  }

  /// Looks up the inputs of a request.
  ///
  /// @param outputs kinds of the values, in the order of their keys
  /// @param keys for each input, the key of each value
  public static CacheLookup of(
      EmbeddingCache cache, List<Output> outputs, List<List<CacheKey>> keys) {
    CacheLookup lookup = new CacheLookup(cache, outputs, keys);
    for (int i = 0; i < keys.size(); i++) {
      lookup.lookUp(i, keys.get(i));
    }
    return lookup;
  }

  /// For a request that does not use the cache: all of its inputs are missing.
  public static CacheLookup uncached(int inputs) {
    CacheLookup lookup = new CacheLookup(EmbeddingCache.NONE, List.of(), List.of());
    IntStream.range(0, inputs).forEach(lookup.missing::add);
    return lookup;
  }

  /// Places of the inputs to compute, ascending; of equal inputs the first alone.
  public int[] missing() {
    return missing.stream().mapToInt(Integer::intValue).toArray();
  }

  /// How many inputs need no computing.
  public int hits() {
    return keys.isEmpty() ? 0 : keys.size() - missing.size();
  }

  /// How many inputs were looked up and have to be computed.
  public int misses() {
    return keys.isEmpty() ? 0 : missing.size();
  }

  /// Tokens of all inputs of the request together.
  ///
  /// @param computed tokens of each of [#missing], in its order
  public long tokens(int[] computed) {
    if (keys.isEmpty()) {
      return IntStream.of(computed).asLongStream().sum();
    }
    long tokens = 0;
    for (int i = 0; i < keys.size(); i++) {
      Integer index = missingByKeys.get(keys.get(i));
      tokens +=
          index == null
              ? Objects.requireNonNull(stored.get(i).getFirst()).tokens()
              : computed[index];
    }
    return tokens;
  }

  /// The embeddings of all inputs, in the request's order. Copies of the computed ones are stored.
  /// Those that were stored, and those of inputs equal to an earlier one, have no timing.
  ///
  /// @param computed those of [#missing], in its order
  public List<Embedded> complete(List<Embedded> computed) {
    if (keys.isEmpty()) {
      return computed;
    }
    for (int i = 0; i < computed.size(); i++) {
      store(keys.get(missing.get(i)), computed.get(i));
    }
    List<Embedded> all = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      all.add(embedded(i, computed));
    }
    return all;
  }

  private void lookUp(int place, List<CacheKey> inputKeys) {
    List<@Nullable StoredEmbedding> found = new ArrayList<>(inputKeys.size());
    for (CacheKey key : inputKeys) {
      byte[] bytes = cache.get(key);
      found.add(bytes == null ? null : StoredEmbedding.ofBytes(bytes));
    }
    stored.add(found);
    if (found.contains(null) && missingByKeys.putIfAbsent(inputKeys, missing.size()) == null) {
      missing.add(place);
    }
  }

  /// A stored value where there is one, else the computed one; equal inputs get copies of it.
  private Embedded embedded(int place, List<Embedded> computed) {
    Integer index = missingByKeys.get(keys.get(place));
    if (index == null) {
      return embedded(stored.get(place));
    }
    boolean first = missing.get(index) == place;
    Embedded fresh = computed.get(index);
    Map<Output, Embedding> values = new EnumMap<>(Output.class);
    for (int i = 0; i < outputs.size(); i++) {
      StoredEmbedding found = stored.get(place).get(i);
      Embedding value = fresh.of(outputs.get(i));
      values.put(
          outputs.get(i),
          found != null ? found.embedding() : first ? value : StoredEmbedding.copy(value));
    }
    return new Embedded(
        values, fresh.tokens(), fresh.truncated(), first ? fresh.timing() : Embedded.Timing.NONE);
  }

  private Embedded embedded(List<@Nullable StoredEmbedding> found) {
    Map<Output, Embedding> values = new EnumMap<>(Output.class);
    for (int i = 0; i < outputs.size(); i++) {
      values.put(outputs.get(i), Objects.requireNonNull(found.get(i)).embedding());
    }
    StoredEmbedding any = Objects.requireNonNull(found.getFirst());
    return new Embedded(values, any.tokens(), any.truncated(), Embedded.Timing.NONE);
  }

  private void store(List<CacheKey> keys, Embedded computed) {
    for (int i = 0; i < keys.size(); i++) {
      var value =
          new StoredEmbedding(computed.of(outputs.get(i)), computed.tokens(), computed.truncated());
      cache.put(keys.get(i), value.bytes());
    }
  }
}
