package dev.semblance.search.evaluate;

/// A question of a query set.
public record Query(String id, String text) {}
