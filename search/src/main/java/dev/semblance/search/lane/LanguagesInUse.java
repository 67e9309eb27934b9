package dev.semblance.search.lane;

import dev.semblance.query.TextLanguage;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;

/// The languages whose stems the documents of an index have. *Safe for use by many threads.*
public final class LanguagesInUse {
  /// By the key of each open reader.
  private static final Map<IndexReader.CacheKey, Set<TextLanguage>> KNOWN =
      new ConcurrentHashMap<>();

  private LanguagesInUse() {}

  /// The languages of a reader's documents, English excepted; looked up once for each reader.
  public static Set<TextLanguage> of(IndexReader reader) throws IOException {
    IndexReader.CacheHelper cache = reader.getReaderCacheHelper();
    Set<TextLanguage> known = cache == null ? null : KNOWN.get(cache.getKey());
    if (known != null) {
      return known;
    }
    Set<TextLanguage> found = EnumSet.noneOf(TextLanguage.class);
    for (TextLanguage language : TextLanguage.values()) {
      if (!language.tag().isEmpty()
          && reader.docFreq(new Term(FieldNames.BODY, language.tag())) > 0) {
        found.add(language);
      }
    }
    if (cache != null && KNOWN.put(cache.getKey(), found) == null) {
      cache.addClosedListener(KNOWN::remove);
    }
    return found;
  }
}
