package dev.semblance.server.service.collection;

import java.util.List;

/// The result of removing documents by their ids.
///
/// @param deleted the ids that existed, in the order given
/// @param missing the others
public record DeletedDocuments(List<String> deleted, List<String> missing) {}
