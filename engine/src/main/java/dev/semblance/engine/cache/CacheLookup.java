package dev.semblance.engine.cache;

import dev.semblance.Embedding;
import java.util.ArrayList;
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

  /// For each input, the key of each value; empty when nothing is looked up.
  private final List<List<CacheKey>> keys;

  /// For each input, the stored answer under each key, of one value each; null where none is.
  private final List<List<@Nullable CachedAnswer>> stored = new ArrayList<>();

  /// Places of the inputs to compute, ascending.
  private final List<Integer> missing = new ArrayList<>();

  /// From the keys of an input to its index in `missing`.
  private final Map<List<CacheKey>, Integer> missingByKeys = new HashMap<>();

  private CacheLookup(EmbeddingCache cache, List<List<CacheKey>> keys) {
    this.cache = cache;
    this.keys = keys;
  }

  /// Looks up the inputs of a request.
  ///
  /// @param keys for each input, the key of each value
  public static CacheLookup of(EmbeddingCache cache, List<List<CacheKey>> keys) {
    CacheLookup lookup = new CacheLookup(cache, keys);
    for (int i = 0; i < keys.size(); i++) {
      lookup.lookUp(i, keys.get(i));
    }
    return lookup;
  }

  /// For a request that does not use the cache: all of its inputs are missing.
  public static CacheLookup uncached(int inputs) {
    CacheLookup lookup = new CacheLookup(EmbeddingCache.NONE, List.of());
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

  /// The answers to all inputs, in the request's order. Copies of the computed ones are stored.
  ///
  /// @param computed the answers to [#missing], in its order
  public List<CachedAnswer> complete(List<CachedAnswer> computed) {
    if (keys.isEmpty()) {
      return computed;
    }
    for (int i = 0; i < computed.size(); i++) {
      store(keys.get(missing.get(i)), computed.get(i));
    }
    List<CachedAnswer> answers = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      answers.add(answer(i, computed));
    }
    return answers;
  }

  private void lookUp(int place, List<CacheKey> inputKeys) {
    List<@Nullable CachedAnswer> found = new ArrayList<>(inputKeys.size());
    for (CacheKey key : inputKeys) {
      byte[] bytes = cache.get(key);
      found.add(bytes == null ? null : CachedAnswer.ofBytes(bytes));
    }
    stored.add(found);
    if (found.contains(null) && missingByKeys.putIfAbsent(inputKeys, missing.size()) == null) {
      missing.add(place);
    }
  }

  /// A stored value where there is one, else the computed one; equal inputs get copies of it.
  private CachedAnswer answer(int place, List<CachedAnswer> computed) {
    Integer index = missingByKeys.get(keys.get(place));
    CachedAnswer fresh = index == null ? null : computed.get(index);
    List<Embedding> values = new ArrayList<>();
    for (int i = 0; i < stored.get(place).size(); i++) {
      CachedAnswer found = stored.get(place).get(i);
      if (found != null) {
        values.add(found.values().getFirst());
      } else {
        CachedAnswer owner = Objects.requireNonNull(fresh);
        boolean first = index != null && missing.get(index) == place;
        values.add(first ? owner.values().get(i) : owner.copy(i));
      }
    }
    CachedAnswer source = Objects.requireNonNullElse(stored.get(place).getFirst(), fresh);
    return new CachedAnswer(values, source.tokens(), source.truncated());
  }

  private void store(List<CacheKey> keys, CachedAnswer answer) {
    for (int i = 0; i < keys.size(); i++) {
      cache.put(keys.get(i), answer.bytes(i));
    }
  }
}
