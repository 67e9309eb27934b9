package dev.semblance.collection;

import dev.semblance.document.FieldType;
import dev.semblance.query.Cursor;
import dev.semblance.query.SortKey;
import java.util.List;
import java.util.Optional;

/// A part of an order by fields.
///
/// @param order at least one field, checked against the schema
/// @param after the first documents after this place; empty for the first of all
/// @param count most documents, from 1
public record SortedPage(List<TypedSortKey> order, Optional<Cursor> after, int count) {
  public SortedPage {
    order = List.copyOf(order);
  }

  /// A field with its type.
  public record TypedSortKey(SortKey key, FieldType type) {}
}
