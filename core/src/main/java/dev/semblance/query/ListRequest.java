package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldSelection;
import java.util.List;

/// A page of the documents of a collection, in the order of their ids by
/// [dev.semblance.collection.Candidate#compareIds]. The next page begins after the last id of this
/// one: documents that are written meanwhile move no others.
///
/// @param filter which documents
/// @param afterId the first ones after this id; empty for the first of all
/// @param count how many, 1 … 1,000; fewer in a page mean that it is the last
/// @param fields of the documents
/// @param limits of the time and the documents
public record ListRequest(
    Filter filter, String afterId, int count, FieldSelection fields, SearchLimits limits) {
  private static final String ORDER = "documents by id";

  public ListRequest {
    if (count < 1 || count > Page.MAX_K) {
      throw new SemblanceException(
          Fault.INVALID, "`k` must be between 1 and " + Page.MAX_K + ". Given: " + count);
    }
  }

  /// The cursor of a place after an id. It is valid for every filter.
  public static String cursor(String afterId) {
    return new Cursor(List.of(), afterId).encode(ORDER);
  }

  /// The id of a cursor.
  ///
  /// @throws SemblanceException INVALID
  public static String afterId(String cursor) {
    return Cursor.decode(cursor, ORDER).id();
  }

  /// Whole documents.
  public static ListRequest of(Filter filter, String afterId, int count) {
    return new ListRequest(filter, afterId, count, FieldSelection.ALL, SearchLimits.NONE);
  }

  /// The same within other limits.
  public ListRequest within(SearchLimits changed) {
    return new ListRequest(filter, afterId, count, fields, changed);
  }
}
