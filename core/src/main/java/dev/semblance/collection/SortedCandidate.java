package dev.semblance.collection;

import dev.semblance.query.Cursor;

/// A document in an order by fields.
///
/// @param candidate its score is 0
/// @param place where it is in the order
public record SortedCandidate(Candidate candidate, Cursor place) {}
