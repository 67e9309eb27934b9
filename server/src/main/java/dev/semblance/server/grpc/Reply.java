package dev.semblance.server.grpc;

import dev.semblance.server.service.Cost;
import org.jspecify.annotations.Nullable;

/// What a request is answered with.
///
/// @param message the reply
/// @param cost what it took, or null where that is not told
record Reply<R>(R message, @Nullable Cost cost) {}
