package dev.semblance.server.http.wire;

import dev.semblance.SemblanceException;
import dev.semblance.server.json.Json;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.request.Cost;
import dev.semblance.server.service.InputResults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reply of a task.
///
/// @param body written as JSON
/// @param cost for headers, or null for a task that computes nothing
/// @param vectors the same as bytes, for clients that accept bytes, or null
/// @param fault why such clients get no bytes, or null: rows of numbers cannot hold the error of
///   one input
/// @param warnings sentences for a header
public record HttpReply(
    Json.JsonWriting body,
    @Nullable Cost cost,
    @Nullable PackedVectors vectors,
    @Nullable SemblanceException fault,
    List<String> warnings) {

  /// JSON only.
  public HttpReply(Json.JsonWriting body, @Nullable Cost cost) {
    this(body, cost, null, null, List.of());
  }

  /// JSON with warnings.
  public HttpReply(Json.JsonWriting body, @Nullable Cost cost, List<String> warnings) {
    this(body, cost, null, null, warnings);
  }

  /// Reply for inputs without errors.
  public HttpReply(
      Json.JsonWriting body,
      @Nullable Cost cost,
      @Nullable PackedVectors vectors,
      List<String> warnings) {
    this(body, cost, vectors, null, warnings);
  }

  /// The same, if some inputs failed.
  public HttpReply with(InputResults<?> results) {
    SemblanceException first = results.firstFault();
    return vectors == null || first == null
        ? this
        : new HttpReply(body, cost, null, first, warnings);
  }
}
