package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.Vocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What the checks of a `tokenizer.json` find. The native library ends the whole process on some
/// damaged files, and on some texts with files that open: both kinds are refused before it reads
/// them.
///
/// Source: the file format of Hugging Face tokenizers.
///
/// @param vocabulary token ids run from 0 to this, exclusive
/// @param lowerCases whether the file's own normalizer lower-cases
/// @param maxCharacters the longest text, in UTF-16 units, whose normalized form has a bounded size
/// @param common whether every part is of a kind that published models have; another file is run in
///   a process of its own first
public record TokenizerFile(int vocabulary, boolean lowerCases, int maxCharacters, boolean common) {

  /// @throws SemblanceException BROKEN_MODEL
  public static TokenizerFile check(JsonFile file) {
    int ofModel = ModelVocabulary.check(file);
    int vocabulary = AddedTokens.check(file, ofModel);
    PartsCheck parts = PartsCheck.run(file, vocabulary);
    return new TokenizerFile(
        vocabulary,
        lowerCases(file.root().path("normalizer")),
        parts.maxCharacters(),
        parts.common() && !AddedTokens.mayVanish(file, parts.removes()));
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
}
