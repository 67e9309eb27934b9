package dev.semblance.collection;

/// Name, size and schema of a collection.
///
/// @param documents how many can be found
/// @param bytes on disk
public record CollectionInfo(String name, long documents, long bytes, Schema schema) {}
