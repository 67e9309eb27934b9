package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.Vocabulary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Checks a `tokenizer.json` before the native library reads it, because some damaged files make
/// that library abort the whole process.
///
/// Source: the file format of Hugging Face tokenizers.
///
/// @param vocabulary token ids run from 0 to this, exclusive
/// @param lowerCases whether the file's own normalizer lower-cases
public record TokenizerFile(int vocabulary, boolean lowerCases) {
  private static final Set<String> MODELS = Set.of("WordPiece", "BPE", "Unigram", "WordLevel");

  /// @throws SemblanceException BROKEN_MODEL
  public static TokenizerFile check(JsonFile file) {
    JsonNode model = file.root().path("model");
    if (!model.isObject()) {
      throw file.broken("tokenizer.json has no model");
    }
    String type = model.path("type").asText(model.has("merges") ? "BPE" : "WordPiece");
    if (!MODELS.contains(type)) {
      throw file.broken("tokenizer model '" + type + "' is not supported");
    }
    for (TokenizerPart part : TokenizerPart.ALL) {
      part.check(file);
    }
    int largest =
        type.equals("Unigram") ? checkPieces(model, file) : checkVocabulary(type, model, file);
    for (JsonNode added : file.root().path("added_tokens")) {
      largest = Math.max(largest, added.path("id").asInt(-1));
    }
    return new TokenizerFile(largest + 1, lowerCases(file.root().path("normalizer")));
  }

  /// The file's text, with some tokens of its vocabulary added to the tokens that are matched in a
  /// text as a whole, and perhaps with lower-casing.
  ///
  /// @param tokens names of the added tokens
  /// @param lowerCase whether its normalizer lower-cases before anything else, each letter by
  ///   itself; tokens that are matched as a whole are found before that
  /// @throws SemblanceException BROKEN_MODEL when a token is not in the vocabulary
  public static String changed(JsonFile file, List<String> tokens, boolean lowerCase) {
    ObjectNode root = file.root().deepCopy();
    if (lowerCase) {
      lowerCase(root);
    }
    ArrayNode added = root.withArray("added_tokens");
    Set<String> present = new HashSet<>();
    added.forEach(token -> present.add(token.path("content").asText()));
    for (String token : tokens) {
      if (present.add(token)) {
        JsonNode id = root.path("model").path("vocab").path(token);
        if (!id.isInt()) {
          throw file.broken("the marker '" + token + "' is not in the vocabulary");
        }
        added.add(Vocabulary.named(token, id.intValue()));
      }
    }
    return root.toString();
  }

  private static void lowerCase(ObjectNode root) {
    JsonNode own = root.path("normalizer");
    ObjectNode both = root.putObject("normalizer").put("type", "Sequence");
    ArrayNode members = both.putArray("normalizers");
    members.addObject().put("type", "Lowercase");
    if (own.isObject()) {
      members.add(own);
    }
  }

  private static boolean lowerCases(JsonNode normalizer) {
    for (JsonNode member : normalizer.path("normalizers")) {
      if (lowerCases(member)) {
        return true;
      }
    }
    return normalizer.path("lowercase").asBoolean(false)
        || normalizer.path("type").asText().equals("Lowercase");
  }

  /// A Unigram vocabulary is a list of pairs; the unknown token is an index in it.
  private static int checkPieces(JsonNode model, JsonFile file) {
    JsonNode pieces = model.path("vocab");
    for (JsonNode piece : pieces) {
      if (piece.size() != 2 || !piece.path(0).isTextual() || !piece.path(1).isNumber()) {
        throw file.broken("vocabulary entry " + piece + " is not a pair of piece and score");
      }
    }
    if (pieces.isEmpty() || model.path("unk_id").asInt(0) >= pieces.size()) {
      throw file.broken(
          "unknown token "
              + model.path("unk_id")
              + " is not in the vocabulary of "
              + pieces.size());
    }
    return pieces.size() - 1;
  }

  private static int checkVocabulary(String type, JsonNode model, JsonFile file) {
    Map<String, Integer> ids = new HashMap<>();
    int largest = -1;
    for (Map.Entry<String, JsonNode> token : model.path("vocab").properties()) {
      if (!token.getValue().canConvertToInt() || token.getValue().intValue() < 0) {
        throw file.broken("token '" + token.getKey() + "' has the id " + token.getValue());
      }
      ids.put(token.getKey(), token.getValue().intValue());
      largest = Math.max(largest, token.getValue().intValue());
    }
    if (ids.isEmpty()) {
      throw file.broken("tokenizer.json has no vocabulary");
    }
    JsonNode unknown = model.path("unk_token");
    if (unknown.isTextual() && !ids.containsKey(unknown.textValue())) {
      throw file.broken("unknown token '" + unknown.textValue() + "' is not in the vocabulary");
    }
    if (type.equals("BPE")) {
      checkMerges(model, ids, file);
    }
    return largest;
  }

  /// Every merge joins two tokens of the vocabulary into a third; newer files write a merge as a
  /// pair, older ones as one string.
  private static void checkMerges(JsonNode model, Map<String, Integer> ids, JsonFile file) {
    String prefix = model.path("continuing_subword_prefix").asText("");
    for (JsonNode merge : model.path("merges")) {
      String[] pair =
          merge.isArray() && merge.size() == 2
              ? new String[] {merge.get(0).asText(), merge.get(1).asText()}
              : merge.asText().split(" ", -1);
      if (pair.length != 2) {
        throw file.broken("merge " + merge + " is not a pair");
      }
      String tail =
          !prefix.isEmpty() && pair[1].startsWith(prefix)
              ? pair[1].substring(prefix.length())
              : pair[1];
      requireToken(pair[0], "merge part", ids, file);
      requireToken(pair[1], "merge part", ids, file);
      requireToken(pair[0] + tail, "merge result", ids, file);
    }
  }

  private static void requireToken(
      String token, String role, Map<String, Integer> ids, JsonFile file) {
    if (!ids.containsKey(token)) {
      throw file.broken(role + " '" + token + "' is not in the vocabulary");
    }
  }
}
