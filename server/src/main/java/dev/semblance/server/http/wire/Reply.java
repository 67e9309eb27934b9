package dev.semblance.server.http.wire;

import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a task answers.
///
/// @param body written as JSON
/// @param cost told in headers, or null for a task that computes nothing
/// @param vectors the same in bytes, for clients that accept those, or null
/// @param warnings told in headers, each a sentence
public record Reply(
    Json.Writing body,
    @Nullable Cost cost,
    @Nullable PackedVectors vectors,
    List<String> warnings) {

  /// JSON alone.
  public Reply(Json.Writing body, @Nullable Cost cost) {
    this(body, cost, null, List.of());
  }

  /// With something to be said in headers.
  public Reply(Json.Writing body, @Nullable Cost cost, List<String> warnings) {
    this(body, cost, null, warnings);
  }
}
