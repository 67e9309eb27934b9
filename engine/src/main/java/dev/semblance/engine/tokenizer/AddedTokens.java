package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.model.JsonFile;

/// Checks the `added_tokens` of a `tokenizer.json`: tokens that a text may name, found in it before
/// everything else.
final class AddedTokens {
  /// The library takes time quadratic in their number: 50,000 take half a minute. Gemma has 6,415,
  /// the most of the published models known here.
  private static final int MAX_TOKENS = 10_000;

  /// In UTF-16 units; the library takes time quadratic in it.
  private static final int MAX_LENGTH = 512;

  private AddedTokens() {}

  /// The number of ids with those of the added tokens: ids run from 0 to it, exclusive.
  ///
  /// @param ofModel as the result, of the model's own vocabulary
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL
  static int check(JsonFile file, int ofModel) {
    JsonNode added = file.root().path("added_tokens");
    if (added.size() > MAX_TOKENS) {
      throw file.broken(
          "added_tokens has %d tokens; at most %d are supported"
              .formatted(added.size(), MAX_TOKENS));
    }
    int vocabulary = ofModel;
    for (JsonNode token : added) {
      if (!token.path("content").isTextual()) {
        throw file.broken("added token " + token + " has no content");
      }
      String content = token.path("content").textValue();
      ModelVocabulary.requireLength(content, MAX_LENGTH, file);
      int id = ModelVocabulary.requireId(token.path("id"), content, file);
      vocabulary = Math.max(vocabulary, id + 1);
    }
    return vocabulary;
  }

  /// Whether nothing may be left of an added token when it is normalized. The library finds such a
  /// token everywhere, also within characters, and then ends the process.
  ///
  /// @param removes whether the normalizer may remove letters and digits
  static boolean mayVanish(JsonFile file, boolean removes) {
    if (!file.has(TokenizerPart.NORMALIZER)) {
      return false;
    }
    for (JsonNode token : file.root().path("added_tokens")) {
      boolean normalized = token.path("normalized").asBoolean(true);
      String content = token.path("content").asText();
      if (normalized && (removes || content.chars().noneMatch(AddedTokens::isAsciiWord))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAsciiWord(int character) {
    return character < 128 && Character.isLetterOrDigit(character);
  }
}
