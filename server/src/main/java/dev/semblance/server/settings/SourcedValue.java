package dev.semblance.server.settings;

/// A value that is set elsewhere than on the command line.
///
/// @param value as written there; the elements of a list joined by commas
/// @param place its source, for messages: `serve.yaml line 3`
record SourcedValue(String value, String place) {}
