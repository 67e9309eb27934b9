package dev.semblance.collection;

/// How much a store holds.
///
/// @param documents how many can be found
/// @param bytes on disk
public record StoreSize(long documents, long bytes) {}
