package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.model.JsonFile;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Checks the `model` of a `tokenizer.json`: its vocabulary and its merges. *Confined to the thread
/// that opened it.*
final class ModelVocabulary {
  private static final Set<String> MODELS = Set.of("WordPiece", "BPE", "Unigram", "WordLevel");

  /// The native library keeps the pieces of a Unigram model in a trie and frees it by recursion:
  /// 10,000 characters exhaust the stack. Published pieces have at most 16 characters.
  private static final int MAX_PIECE = 256;

  /// Published tokens have at most some hundred characters.
  private static final int MAX_TOKEN = 2_000;

  /// WordPiece takes time quadratic in the length of a word; published models say 100.
  private static final int MAX_WORD = 1_000;

  /// Far beyond the largest vocabularies (256,000), and small enough for sums of ids.
  private static final int MAX_IDS = 1 << 24;

  private final JsonFile file;
  private final JsonNode model;
  private final Map<String, Integer> ids = new HashMap<>();
  private int largest = -1;

  private ModelVocabulary(JsonFile file, JsonNode model) {
    this.file = file;
    this.model = model;
  }

  /// The ids of the model's tokens run from 0 to the result, exclusive.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL
  static int check(JsonFile file) {
    JsonNode model = file.root().path("model");
    if (!model.isObject()) {
      throw file.broken("tokenizer.json has no model");
    }
    String type = model.path("type").asText(model.has("merges") ? "BPE" : "WordPiece");
    if (!MODELS.contains(type)) {
      throw file.broken("tokenizer model '" + type + "' is not supported");
    }
    var vocabulary = new ModelVocabulary(file, model);
    return 1 + (type.equals("Unigram") ? vocabulary.pieces() : vocabulary.tokens(type));
  }

  /// @param id of a token
  /// @param token for the message
  static int requireId(JsonNode id, String token, JsonFile file) {
    if (!id.isIntegralNumber() || !id.canConvertToInt() || id.intValue() < 0) {
      throw file.broken("token '" + shown(token) + "' has the id " + id);
    }
    if (id.intValue() >= MAX_IDS) {
      throw file.broken(
          "token '" + shown(token) + "' has the id " + id + "; ids are below " + MAX_IDS);
    }
    return id.intValue();
  }

  static void requireLength(String token, int limit, JsonFile file) {
    if (token.length() > limit) {
      throw file.broken(
          "token '%s' has %d characters; at most %d are supported"
              .formatted(shown(token), token.length(), limit));
    }
  }

  /// A Unigram vocabulary is a list of pairs; the unknown token is an index in it.
  private int pieces() {
    JsonNode pieces = model.path("vocab");
    for (JsonNode piece : pieces) {
      if (piece.size() != 2 || !piece.path(0).isTextual() || !piece.path(1).isNumber()) {
        throw file.broken("vocabulary entry " + piece + " is not a pair of piece and score");
      }
      requireLength(piece.path(0).textValue(), MAX_PIECE, file);
      if (!Double.isFinite(piece.path(1).doubleValue())) {
        throw file.broken("piece '" + piece.path(0).textValue() + "' has no finite score");
      }
    }
    int unknown = model.path("unk_id").asInt(0);
    if (!pieces.isArray() || unknown < 0 || unknown >= pieces.size() || pieces.size() > MAX_IDS) {
      throw file.broken(
          "unknown token "
              + model.path("unk_id")
              + " is not in the vocabulary of "
              + pieces.size());
    }
    return pieces.size() - 1;
  }

  private int tokens(String type) {
    for (Map.Entry<String, JsonNode> token : model.path("vocab").properties()) {
      requireLength(token.getKey(), MAX_TOKEN, file);
      int id = requireId(token.getValue(), token.getKey(), file);
      ids.put(token.getKey(), id);
      largest = Math.max(largest, id);
    }
    if (ids.isEmpty()) {
      throw file.broken("tokenizer.json has no vocabulary");
    }
    JsonNode unknown = model.path("unk_token");
    if (unknown.isTextual() && !ids.containsKey(unknown.textValue())) {
      throw file.broken("unknown token '" + unknown.textValue() + "' is not in the vocabulary");
    }
    if (type.equals("BPE")) {
      checkMerges();
    }
    long word = model.path("max_input_chars_per_word").asLong(0);
    if (word < 0 || word > MAX_WORD) {
      throw file.broken("max_input_chars_per_word is " + word + "; at most " + MAX_WORD);
    }
    return largest;
  }

  /// Every merge joins two tokens of the vocabulary into a third; newer files write a merge as a
  /// pair, older ones as one string. Where word pieces have a prefix, the library cuts as many
  /// bytes from the second part, whatever they are.
  private void checkMerges() {
    String prefix = model.path("continuing_subword_prefix").asText("");
    String absent = model.path("continuing_subword_prefix").isNull() ? "" : prefix;
    for (JsonNode merge : model.path("merges")) {
      String[] pair =
          merge.isArray() && merge.size() == 2
              ? new String[] {merge.get(0).asText(), merge.get(1).asText()}
              : merge.asText().split(" ", -1);
      if (pair.length != 2) {
        throw file.broken("merge " + merge + " is not a pair");
      }
      if (!pair[1].startsWith(absent)) {
        throw file.broken(
            "the second part of merge %s does not begin with the prefix '%s'"
                .formatted(merge, absent));
      }
      requireToken(pair[0], "merge part");
      requireToken(pair[1], "merge part");
      requireToken(pair[0] + pair[1].substring(absent.length()), "merge result");
    }
  }

  private void requireToken(String token, String role) {
    if (!ids.containsKey(token)) {
      throw file.broken(role + " '" + token + "' is not in the vocabulary");
    }
  }

  private static String shown(String token) {
    int most = 40; // characters in a message
    return token.length() <= most ? token : token.substring(0, most) + "…";
  }
}
