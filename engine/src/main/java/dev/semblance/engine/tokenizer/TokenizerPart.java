package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.model.JsonFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// A part of a `tokenizer.json` besides its model, and the types of it that the tokenizer library
/// supports.
///
/// Source: the file format of Hugging Face tokenizers.
///
/// @param key of the part in the file
/// @param members key of the members of a Sequence
/// @param kinds the supported types
record TokenizerPart(String key, String members, Set<String> kinds) {
  static final List<TokenizerPart> ALL =
      List.of(
          part(
              "normalizer",
              "normalizers",
              "BertNormalizer Strip StripAccents NFC NFD NFKC NFKD Sequence Lowercase Nmt"
                  + " Precompiled Replace Prepend ByteLevel"),
          part(
              "pre_tokenizer",
              "pretokenizers",
              "BertPreTokenizer ByteLevel CharDelimiterSplit Metaspace Whitespace Sequence Split"
                  + " Punctuation WhitespaceSplit Digits UnicodeScripts FixedLength"),
          part(
              "post_processor",
              "processors",
              "BertProcessing RobertaProcessing ByteLevel TemplateProcessing Sequence"),
          part(
              "decoder",
              "decoders",
              "BPEDecoder ByteLevel WordPiece Metaspace CTC Sequence Replace Fuse Strip"
                  + " ByteFallback"));

  private static TokenizerPart part(String key, String members, String kinds) {
    return new TokenizerPart(key, members, Set.of(kinds.split(" ", -1)));
  }

  /// Checks the part and, in a Sequence, its members.
  void check(JsonFile file) {
    JsonNode part = file.root().path(key);
    if (!part.isMissingNode() && !part.isNull()) {
      check(part, file);
    }
  }

  private void check(JsonNode part, JsonFile file) {
    String kind = part.path("type").asText();
    if (!kinds.contains(kind)) {
      throw file.broken(key + " '" + kind + "' is not supported");
    }
    if (kind.equals("Precompiled")) {
      checkCharsmap(part.path("precompiled_charsmap"), file);
    }
    part.path(members).forEach(member -> check(member, file));
  }

  /// The map begins with the size in bytes of its trie, little-endian, and the trie follows.
  private static void checkCharsmap(JsonNode charsmap, JsonFile file) {
    if (charsmap.isNull() || charsmap.isMissingNode()) {
      return;
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(charsmap.asText());
    } catch (IllegalArgumentException e) {
      throw file.broken("precompiled_charsmap is damaged: " + e.getMessage());
    }
    if (bytes.length == 0) {
      return;
    }
    long trie =
        bytes.length < 4
            ? -1
            : ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt() & 0xFFFFFFFFL;
    if (trie < 4 || trie % 4 != 0 || trie > bytes.length - 4) {
      throw file.broken(
          "precompiled_charsmap is damaged: it declares a trie of "
              + trie
              + " bytes and has "
              + Math.max(0, bytes.length - 4));
    }
  }
}
