package dev.semblance.search.evaluate;

/// A question of a query set.
public record JudgedQuery(String id, String text) {}
