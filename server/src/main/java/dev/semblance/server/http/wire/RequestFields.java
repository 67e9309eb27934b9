package dev.semblance.server.http.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/// Which of Semblance's additions to a request a route reads.
///
/// The servers that a route follows ignore these fields, and their clients may send them. So a
/// route with the path of another server ignores them too. The same route below `/models/{model}`,
/// and routes that only Semblance has, read all.
public enum RequestFields {
  /// All fields, and the format of the reply in the header `Accept`.
  ALL(Set.of()),
  /// Those of text-embeddings-inference.
  TEI(Set.of("model", "precision", "encoding_format", "chunk", "max_active_dims")),
  /// Those of its `/embed_all`, whose vectors cannot be cut there.
  TEI_TOKENS(Set.of("model", "precision", "encoding_format", "dimensions")),
  /// Those of OpenAI.
  OPENAI(Set.of("precision", "chunk"));

  @SuppressWarnings("ImmutableEnumChecker") // only sets made by Set.of
  private final Set<String> ignored;

  RequestFields(Set<String> ignored) {
    this.ignored = ignored;
  }

  /// Removes what the route ignores from a body, and from each request of a list of them
  /// (`instances`).
  ///
  /// @param body changed in place
  /// @return the same
  JsonNode readIn(JsonNode body) {
    if (body instanceof ObjectNode object) {
      object.remove(ignored);
      object.path("instances").forEach(this::readIn);
    }
    return body;
  }

  /// Whether the header `Accept` selects the format of the reply; it is JSON otherwise.
  boolean readsAccept() {
    return this == ALL;
  }
}
