package dev.semblance.engine.cache;

/// The SHA-256 of everything that shapes an answer, as four numbers. Two questions with one key
/// cannot be found, not even on purpose, so a key stands for its question.
///
/// @param a the first eight bytes, and so on
public record CacheKey(long a, long b, long c, long d) {}
