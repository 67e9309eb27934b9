package dev.semblance.collection;

import java.time.Instant;

/// A state of a collection that is kept.
///
/// @param name of the snapshot
/// @param created when it was taken
/// @param documents how many it has
/// @param bytes of its files, most of which it may share with the collection
public record Snapshot(String name, Instant created, long documents, long bytes) {}
