package dev.semblance.collection;

/// What stands in a corpus.
///
/// @param name its name
/// @param documents how many can be found
/// @param bytes on disk
/// @param model id of the model that made its vectors
/// @param fingerprint fingerprint of that model; another model is refused
public record CollectionInfo(
    String name, long documents, long bytes, String model, String fingerprint) {}
