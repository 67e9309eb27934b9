package dev.semblance.query;

/// What a search may use. Immutable.
///
/// @param documentBytes most bytes of the returned documents' values together, as UTF-8
/// @param deadline of the whole search, the query's embedding excepted, which has its own
public record SearchLimits(long documentBytes, SearchDeadline deadline) {
  public static final SearchLimits NONE = new SearchLimits(Long.MAX_VALUE, SearchDeadline.NONE);
}
