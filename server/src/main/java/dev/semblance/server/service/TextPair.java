package dev.semblance.server.service;

/// A query and a passage that may answer it.
public record TextPair(String query, String passage) {}
