package dev.semblance.server.settings;

/// A value that stands somewhere else than on the command line.
///
/// @param value as it is written there; the elements of a list with commas between
/// @param place where that is, for people: `serve.yaml line 3`
record SourcedValue(String value, String place) {}
