package dev.semblance.engine.hub;

import java.nio.file.Path;

/// A complete model in the cache.
///
/// @param name and revision
/// @param commit 40 hexadecimal digits
/// @param folder of its files
/// @param bytes of all files
public record CachedModel(HubName name, String commit, Path folder, long bytes) {}
