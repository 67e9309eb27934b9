package dev.semblance.collection;

import org.jspecify.annotations.Nullable;

/// An item that cannot be read as a document, or a document that was not written.
///
/// @param id null where none could be read
/// @param reason what to correct
public record Refused(@Nullable String id, String reason) implements ReadResult, Outcome {}
