package dev.semblance.engine.hub;

import java.nio.file.Path;

/// A model that the cache holds.
///
/// @param name and revision
/// @param commit 40 hexadecimal digits
/// @param folder where its files stand
/// @param bytes of its files together
public record CachedModel(HubName name, String commit, Path folder, long bytes) {}
