package dev.semblance.engine.hub;

import java.net.URI;

/// A file of a repository, as the hub describes it.
///
/// @param name inside the repository
/// @param checksum of its content
/// @param size bytes
/// @param location address of its content, usually on another host
record RemoteFile(String name, Checksum checksum, long size, URI location) {}
