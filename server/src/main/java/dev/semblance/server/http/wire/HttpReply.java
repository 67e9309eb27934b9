package dev.semblance.server.http.wire;

import dev.semblance.SemblanceException;
import dev.semblance.server.json.Json;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.service.Cost;
import dev.semblance.server.service.InputResults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a task answers.
///
/// @param body written as JSON
/// @param cost told in headers, or null for a task that computes nothing
/// @param vectors the same in bytes, for clients that accept those, or null
/// @param fault why those clients have no bytes, or null: rows of numbers have no room for the
///   error of one input
/// @param warnings told in headers, each a sentence
public record HttpReply(
    Json.JsonWriting body,
    @Nullable Cost cost,
    @Nullable PackedVectors vectors,
    @Nullable SemblanceException fault,
    List<String> warnings) {

  /// JSON alone.
  public HttpReply(Json.JsonWriting body, @Nullable Cost cost) {
    this(body, cost, null, null, List.of());
  }

  /// With something to be said in headers.
  public HttpReply(Json.JsonWriting body, @Nullable Cost cost, List<String> warnings) {
    this(body, cost, null, null, warnings);
  }

  /// Of inputs that were all served.
  public HttpReply(
      Json.JsonWriting body,
      @Nullable Cost cost,
      @Nullable PackedVectors vectors,
      List<String> warnings) {
    this(body, cost, vectors, null, warnings);
  }

  /// The same, where some inputs could not be served.
  public HttpReply with(InputResults<?> results) {
    SemblanceException first = results.firstFault();
    return vectors == null || first == null
        ? this
        : new HttpReply(body, cost, null, first, warnings);
  }
}
