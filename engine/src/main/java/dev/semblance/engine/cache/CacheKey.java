package dev.semblance.engine.cache;

/// The SHA-256 of everything an answer depends on, as four numbers. Two inputs with the same key
/// cannot be found, not even on purpose, so equal keys mean equal inputs.
///
/// @param a the first eight bytes, and so on
public record CacheKey(long a, long b, long c, long d) {}
