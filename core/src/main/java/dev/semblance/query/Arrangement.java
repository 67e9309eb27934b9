package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.Optional;

/// How the hits of a search are ordered, grouped, continued and counted. Immutable.
///
/// @param sort the fields that hits are ordered by; none for their scores. With several lanes or
///   vectors, the candidates of the lanes are ordered; with words alone, all documents that match;
///   without a query, all that pass the filter
/// @param grouping at most a few hits for each value of a field
/// @param cursor of the reply before: the hits after its own
/// @param counting what is counted beside the hits
public record Arrangement(
    List<SortKey> sort, Optional<Grouping> grouping, Optional<String> cursor, Counting counting) {
  /// By score, from the first, nothing counted.
  public static final Arrangement STANDARD =
      new Arrangement(List.of(), Optional.empty(), Optional.empty(), Counting.NONE);

  private static final int MAX_SORT = 8;

  public Arrangement {
    sort = List.copyOf(sort);
    if (sort.size() > MAX_SORT) {
      throw new SemblanceException(
          Fault.INVALID,
          "`sort` has at most %d fields. Given: %d".formatted(MAX_SORT, sort.size()));
    }
    if (!sort.isEmpty() && grouping.isPresent()) {
      throw new SemblanceException(Fault.INVALID, "give `sort` or `group`, not both");
    }
  }

  /// The same for a field that hits are ordered by.
  public static Arrangement sortedBy(String... keys) {
    return new Arrangement(
        List.of(keys).stream().map(SortKey::of).toList(),
        Optional.empty(),
        Optional.empty(),
        Counting.NONE);
  }

  /// @param field of type keyword; a document without it is a group of its own, and of several
  ///   values the first counts
  /// @param size most hits of one value, 1 … 100
  public record Grouping(String field, int size) {
    private static final int MAX_SIZE = 100;

    public Grouping {
      if (size < 1 || size > MAX_SIZE) {
        throw new SemblanceException(
            Fault.INVALID,
            "the `size` of a group must be between 1 and %d. Given: %d".formatted(MAX_SIZE, size));
      }
    }
  }

  /// Counts are of the documents that pass the filter; with the lexical lane alone, of those that
  /// also match.
  ///
  /// @param total whether to count them all
  /// @param facets counted by values, each of another field
  public record Counting(boolean total, List<Facet> facets) {
    public static final Counting NONE = new Counting(false, List.of());

    private static final int MAX_FACETS = 32;

    public Counting {
      facets = List.copyOf(facets);
      long fields = facets.stream().map(Facet::field).distinct().count();
      if (fields < facets.size() || facets.size() > MAX_FACETS) {
        throw new SemblanceException(
            Fault.INVALID,
            "`facets` has at most %d facets, each of another field".formatted(MAX_FACETS));
      }
    }
  }
}
