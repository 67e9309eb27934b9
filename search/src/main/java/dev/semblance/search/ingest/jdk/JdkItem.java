package dev.semblance.search.ingest.jdk;

import dev.semblance.collection.ReadResult;

/// A result of reading a source file of the JDK.
///
/// @param where the file, and the line of a fault
record JdkItem(String where, ReadResult result) {}
