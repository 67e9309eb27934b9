package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;

/// A search in a collection.
///
/// @param query text that is searched for, at most [#MAX_LENGTH] UTF-16 units and [#MAX_WORDS]
///   words between spaces; blank only where hits are sorted by fields, for all documents
/// @param retrieval how hits are found and ordered
/// @param filter which documents can be hits
/// @param page which hits are returned
/// @param limits of the time and the documents
public record SearchRequest(
    String query, Retrieval retrieval, Filter filter, Page page, SearchLimits limits) {
  /// Longest query, in UTF-16 units: several times what any model reads.
  public static final int MAX_LENGTH = 16_384;

  /// Most words of a query, each of which is looked up in every segment of the index.
  public static final int MAX_WORDS = 2_048;

  public SearchRequest {
    checkQuery(query, !page.arrangement().sort().isEmpty());
  }

  private static void checkQuery(String query, boolean optional) {
    if (query.length() > MAX_LENGTH) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "`query` has %d UTF-16 units, more than %d; shorten it"
              .formatted(query.length(), MAX_LENGTH));
    }
    if (query.isBlank() && !optional) {
      throw new SemblanceException(Fault.INVALID, "`query` cannot be empty");
    }
    int words = words(query);
    if (words > MAX_WORDS) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "`query` has %d words, more than %d; shorten it".formatted(words, MAX_WORDS));
    }
  }

  private static int words(String query) {
    int words = 0;
    boolean inside = false;
    for (int i = 0; i < query.length(); i++) {
      boolean space = Character.isWhitespace(query.charAt(i));
      if (!space && !inside) {
        words++;
      }
      inside = !space;
    }
    return words;
  }

  /// Searches all documents in some lanes.
  public static SearchRequest of(String query, List<Lane> lanes, Page page) {
    return new SearchRequest(query, Retrieval.of(lanes), Filter.ALL, page, SearchLimits.NONE);
  }

  /// The same within other limits.
  public SearchRequest within(SearchLimits changed) {
    return new SearchRequest(query, retrieval, filter, page, changed);
  }

  /// The same with another filter.
  public SearchRequest where(Filter changed) {
    return new SearchRequest(query, retrieval, changed, page, limits);
  }

  /// The first `k` hits of all lanes together.
  public static SearchRequest hybrid(String query, int k) {
    return of(query, Lane.ALL, Page.first(k));
  }
}
