package dev.semblance.collection;

/// What a reader of documents found at one place: an entry to write, or the reason why there is
/// none.
public sealed interface ReadResult permits Entry, Refused {}
