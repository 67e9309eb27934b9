package dev.semblance.engine.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// What the cache knows of one request: which of its inputs were answered before, and which stand
/// in it twice. *Confined to the thread that opened it.*
///
/// An input may want several answers, one for each kind of output; it is known when all of them
/// are. Where some are, those stay as they were, so that an answer once given never changes in its
/// last bits.
public final class CacheLookup {
  private final EmbeddingCache cache;
  private final List<List<CacheKey>> keys;
  private final List<List<@Nullable CachedAnswer>> known = new ArrayList<>();
  private final List<Integer> missing = new ArrayList<>();

  /// From what an input wants to its place among the missing.
  private final Map<List<CacheKey>, Integer> missingByKeys = new HashMap<>();

  private CacheLookup(EmbeddingCache cache, List<List<CacheKey>> keys) {
    this.cache = cache;
    this.keys = keys;
  }

  /// Looks the inputs of a request up.
  ///
  /// @param keys for each input, the key of each answer it wants
  public static CacheLookup of(EmbeddingCache cache, List<List<CacheKey>> keys) {
    CacheLookup recall = new CacheLookup(cache, keys);
    for (int i = 0; i < keys.size(); i++) {
      recall.look(i, keys.get(i));
    }
    return recall;
  }

  /// For a request that is not to be looked up: all of its inputs are missing.
  public static CacheLookup uncached(int inputs) {
    CacheLookup recall = new CacheLookup(EmbeddingCache.NONE, List.of());
    IntStream.range(0, inputs).forEach(recall.missing::add);
    return recall;
  }

  /// The places of the inputs that have to be computed, ascending; an input that stands in the
  /// request twice is named once.
  public int[] missing() {
    return missing.stream().mapToInt(Integer::intValue).toArray();
  }

  /// How many inputs need no computing.
  public int hits() {
    return keys.isEmpty() ? 0 : keys.size() - missing.size();
  }

  /// How many were looked up and have to be computed.
  public int misses() {
    return keys.isEmpty() ? 0 : missing.size();
  }

  /// All answers, in the request's order.
  ///
  /// @param fresh the answers of [#missing], in its order; the cache keeps copies of them
  public List<List<CachedAnswer>> complete(List<List<CachedAnswer>> fresh) {
    if (keys.isEmpty()) {
      return fresh;
    }
    for (int i = 0; i < fresh.size(); i++) {
      keep(keys.get(missing.get(i)), fresh.get(i));
    }
    List<List<CachedAnswer>> answers = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      answers.add(answer(i, fresh));
    }
    return answers;
  }

  private void look(int place, List<CacheKey> wanted) {
    List<@Nullable CachedAnswer> found = new ArrayList<>(wanted.size());
    for (CacheKey key : wanted) {
      byte[] bytes = cache.get(key);
      found.add(bytes == null ? null : CachedAnswer.of(bytes));
    }
    known.add(found);
    if (found.contains(null) && missingByKeys.putIfAbsent(wanted, missing.size()) == null) {
      missing.add(place);
    }
  }

  private List<CachedAnswer> answer(int place, List<List<CachedAnswer>> fresh) {
    Integer which = missingByKeys.get(keys.get(place));
    List<CachedAnswer> answer = new ArrayList<>();
    for (int i = 0; i < known.get(place).size(); i++) {
      CachedAnswer kept = known.get(place).get(i);
      if (kept == null && which != null) {
        CachedAnswer made = fresh.get(which).get(i);
        kept = missing.get(which) == place ? made : made.copy();
      }
      answer.add(Objects.requireNonNull(kept));
    }
    return answer;
  }

  private void keep(List<CacheKey> keys, List<CachedAnswer> answers) {
    for (int i = 0; i < keys.size(); i++) {
      cache.put(keys.get(i), answers.get(i).bytes());
    }
  }
}
