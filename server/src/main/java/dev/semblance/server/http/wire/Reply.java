package dev.semblance.server.http.wire;

import dev.semblance.server.service.Cost;
import org.jspecify.annotations.Nullable;

/// What a task answers.
///
/// @param body written as JSON
/// @param cost told in headers, or null for a task that computes nothing
public record Reply(Json.Writing body, @Nullable Cost cost) {}
