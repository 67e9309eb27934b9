package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.model.JsonFile;

/// Checks a TemplateProcessing of a `tokenizer.json`: the tokens added around one text (`single`)
/// or two (`pair`).
///
/// @param file for messages
/// @param vocabulary ids run from 0 to this, exclusive
record TemplateCheck(JsonFile file, int vocabulary) {
  /// Published templates have at most 8 pieces; 1,000 take the library 16 s.
  private static final int MAX_PIECES = 64;

  /// Tokens of one piece; published ones have 1.
  private static final int MAX_TOKENS = 64;

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL
  void check(JsonNode processor) {
    JsonNode tokens = processor.path("special_tokens");
    for (var token : tokens.properties()) {
      requireTokens(token.getKey(), token.getValue());
    }
    requirePieces("single", processor.path("single"), tokens, 1);
    requirePieces("pair", processor.path("pair"), tokens, 2);
  }

  private void requirePieces(String name, JsonNode pieces, JsonNode tokens, int texts) {
    if (!pieces.isArray() || pieces.size() > MAX_PIECES) {
      throw file.broken("template " + name + " is not a list of at most " + MAX_PIECES + " pieces");
    }
    int first = 0;
    int second = 0;
    for (JsonNode piece : pieces) {
      String special = piece.path("SpecialToken").path("id").asText();
      String text = piece.path("Sequence").path("id").asText();
      first += text.equals("A") ? 1 : 0;
      second += text.equals("B") ? 1 : 0;
      if (text.isEmpty() && !tokens.has(special)) {
        throw file.broken(
            "template %s has the piece %s; no such token is in special_tokens"
                .formatted(name, piece));
      }
    }
    if (first > 1 || second > texts - 1) {
      throw file.broken("template " + name + " must have each of its texts once");
    }
  }

  private void requireTokens(String name, JsonNode token) {
    JsonNode ids = token.path("ids");
    JsonNode tokens = token.path("tokens");
    if (ids.size() != tokens.size() || ids.isEmpty() || ids.size() > MAX_TOKENS) {
      throw file.broken(
          "special token '%s' must have as many ids as tokens, from 1 to %d"
              .formatted(name, MAX_TOKENS));
    }
    for (JsonNode id : ids) {
      if (ModelVocabulary.requireId(id, name, file) >= vocabulary) {
        throw file.broken(
            "special token '%s' has the id %s; the vocabulary has %d"
                .formatted(name, id, vocabulary));
      }
    }
  }
}
