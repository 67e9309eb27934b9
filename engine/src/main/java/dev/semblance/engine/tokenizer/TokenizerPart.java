package dev.semblance.engine.tokenizer;

import java.util.List;
import java.util.Set;

/// A part of a `tokenizer.json` besides its model, and the kinds of it that the tokenizer library
/// has.
///
/// Source: the file format of Hugging Face tokenizers.
///
/// @param key of the part in the file
/// @param members key of the members of a Sequence
/// @param common the kinds of published models
/// @param rare the other kinds
record TokenizerPart(String key, String members, Set<String> common, Set<String> rare) {
  static final String NORMALIZER = "normalizer";
  static final String DECODER = "decoder";

  static final List<TokenizerPart> ALL =
      List.of(
          part(
              NORMALIZER,
              "normalizers",
              "BertNormalizer Strip StripAccents NFC NFD NFKC NFKD Sequence Lowercase Precompiled"
                  + " Replace Prepend ByteLevel",
              "Nmt"),
          part(
              "pre_tokenizer",
              "pretokenizers",
              "BertPreTokenizer ByteLevel Metaspace Whitespace Sequence Split Punctuation"
                  + " WhitespaceSplit Digits",
              "CharDelimiterSplit UnicodeScripts FixedLength"),
          part(
              "post_processor",
              "processors",
              "BertProcessing RobertaProcessing ByteLevel TemplateProcessing Sequence",
              ""),
          part(
              DECODER,
              "decoders",
              "ByteLevel WordPiece Metaspace Sequence Replace Fuse Strip ByteFallback BPEDecoder",
              "CTC"));

  private static TokenizerPart part(String key, String members, String common, String rare) {
    return new TokenizerPart(key, members, words(common), words(rare));
  }

  private static Set<String> words(String kinds) {
    return kinds.isEmpty() ? Set.of() : Set.of(kinds.split(" ", -1));
  }
}
