package dev.semblance.search.evaluate;

/// A query of a query set.
public record JudgedQuery(String id, String text) {}
