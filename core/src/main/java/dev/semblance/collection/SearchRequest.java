package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A search in a collection.
///
/// @param query text that is searched for, not blank, at most [#MAX_LENGTH] UTF-16 units and
///   [#MAX_WORDS] words between spaces
/// @param lanes at least one, each once; several are fused
/// @param fusion how several are fused
/// @param page which hits are returned
/// @param limits of the time and the documents
public record SearchRequest(
    String query, List<Lane> lanes, FusionRule fusion, Page page, SearchLimits limits) {
  /// Longest query, in UTF-16 units: several times what any model reads.
  public static final int MAX_LENGTH = 16_384;

  /// Most words of a query, each of which is looked up in every segment of the index.
  public static final int MAX_WORDS = 2_048;

  public SearchRequest {
    lanes = List.copyOf(lanes);
    checkQuery(query);
    if (lanes.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, "a search needs at least one lane");
    }
    Set<String> names = new HashSet<>();
    for (Lane lane : lanes) {
      if (!names.add(lane.name())) {
        throw new SemblanceException(
            Fault.INVALID, "lane `" + lane.name() + "` is named twice; name each lane once");
      }
    }
  }

  private static void checkQuery(String query) {
    if (query.length() > MAX_LENGTH) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "`query` has %d UTF-16 units, more than %d; shorten it"
              .formatted(query.length(), MAX_LENGTH));
    }
    if (query.isBlank()) {
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

  /// Searches some lanes; several are fused by [FusionRule#DEFAULT].
  public static SearchRequest of(String query, List<Lane> lanes, Page page) {
    return new SearchRequest(query, lanes, FusionRule.DEFAULT, page, SearchLimits.NONE);
  }

  /// The same within other limits.
  public SearchRequest within(SearchLimits changed) {
    return new SearchRequest(query, lanes, fusion, page, changed);
  }

  /// The first `k` hits of all lanes together.
  public static SearchRequest hybrid(String query, int k) {
    return of(query, Lane.ALL, Page.first(k));
  }
}
