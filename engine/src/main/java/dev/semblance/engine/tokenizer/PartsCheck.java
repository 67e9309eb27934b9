package dev.semblance.engine.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.model.JsonFile;
import java.nio.charset.StandardCharsets;

/// Checks the parts of a `tokenizer.json` besides its model: normalizer, pre-tokenizer,
/// post-processor and decoder. *Confined to the thread that opened it.*
final class PartsCheck {
  private static final String CHARSMAP = "precompiled_charsmap";

  /// In all sequences of one part; published models have at most 8.
  private static final int MAX_MEMBERS = 32;

  /// Sequences within sequences; the library takes time exponential in it. Published models have 1.
  private static final int MAX_DEPTH = 4;

  /// Of any string in a part, in UTF-16 units; the longest published pattern has 400.
  private static final int MAX_STRING = 2_000;

  /// Characters of one character in Unicode's compatibility forms, U+FDFA, the longest.
  private static final int COMPATIBILITY_GROWTH = 18;

  /// Characters of one character in the other Unicode forms.
  private static final int CANONICAL_GROWTH = 4;

  /// Beyond it the longest text that is read would be shorter than models read.
  private static final int MAX_GROWTH = 1_024;

  /// UTF-16 units of a text after normalizing; the library needs about 20 bytes for each.
  private static final int MAX_NORMALIZED = 80_000_000;

  /// UTF-16 units of a text. Patterns backtrack over a run of spaces once, and the library gives up
  /// at 10 million steps by ending the process.
  private static final int MAX_CHARACTERS = 4_000_000;

  private final JsonFile file;
  private final int vocabulary;
  private int growth = 1;
  private int members;
  private int framings;
  private boolean common = true;
  private boolean removes;

  private PartsCheck(JsonFile file, int vocabulary) {
    this.file = file;
    this.vocabulary = vocabulary;
  }

  /// @param vocabulary ids that a post-processor may add run from 0 to this, exclusive
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL
  static PartsCheck run(JsonFile file, int vocabulary) {
    var check = new PartsCheck(file, vocabulary);
    for (TokenizerPart part : TokenizerPart.ALL) {
      JsonNode node = file.root().path(part.key());
      if (!node.isMissingNode() && !node.isNull()) {
        check.members = 0;
        check.part(part, node, 0);
      }
    }
    return check;
  }

  /// Whether every part is of a kind that published models have.
  boolean common() {
    return common;
  }

  /// Whether the normalizer may remove letters and digits.
  boolean removes() {
    return removes;
  }

  /// UTF-16 units of the longest text that may be given to the library.
  int maxCharacters() {
    return Math.min(MAX_CHARACTERS, MAX_NORMALIZED / growth);
  }

  private void part(TokenizerPart part, JsonNode node, int depth) {
    String kind = node.path("type").asText();
    if (!part.common().contains(kind) && !part.rare().contains(kind)) {
      throw file.broken(part.key() + " '" + kind + "' is not supported");
    }
    if (++members > MAX_MEMBERS || depth > MAX_DEPTH) {
      throw file.broken(
          "%s has more than %d members, or more than %d sequences within each other"
              .formatted(part.key(), MAX_MEMBERS, MAX_DEPTH));
    }
    common &= part.common().contains(kind);
    if (kind.equals("Sequence")) {
      node.path(part.members()).forEach(member -> part(part, member, depth + 1));
    } else {
      requireShortStrings(part, node);
      switch (part.key()) {
        case TokenizerPart.NORMALIZER -> normalizer(kind, node);
        case "pre_tokenizer" -> preTokenizer(kind, node);
        case "post_processor" -> postProcessor(kind, node);
        default -> decoder(kind, node);
      }
    }
  }

  private void normalizer(String kind, JsonNode node) {
    switch (kind) {
      case "NFKC", "NFKD" -> grow(COMPATIBILITY_GROWTH);
      case "NFC", "NFD", "BertNormalizer", "ByteLevel" -> grow(CANONICAL_GROWTH);
      case "Lowercase" -> grow(2); // U+0130 has two lower-case characters
      case "Precompiled" -> grow(Charsmap.check(node.path(CHARSMAP), file));
      case "Replace" -> {
        grow(replacement(node));
        removes |= node.path("content").asText().isEmpty();
      }
      case "Prepend" -> {
        if (node.path("prepend").asText().isEmpty()) { // the library ends the process
          throw file.broken("normalizer Prepend prepends nothing");
        }
      }
      default -> {}
    }
  }

  private void preTokenizer(String kind, JsonNode node) {
    switch (kind) {
      case "Split" -> minimum(node);
      case "FixedLength" -> {
        if (node.path("length").asInt(0) < 1) {
          throw file.broken("FixedLength must have a length from 1, has " + node.path("length"));
        }
      }
      default -> {}
    }
  }

  /// The library accepts one processor that adds tokens.
  private void postProcessor(String kind, JsonNode node) {
    switch (kind) {
      case "TemplateProcessing" -> new TemplateCheck(file, vocabulary).check(node);
      case "BertProcessing", "RobertaProcessing" -> {
        requireEnd(node.path("sep"));
        requireEnd(node.path("cls"));
      }
      default -> {
        return;
      }
    }
    if (++framings > 1) {
      throw file.broken("post_processor has more than one member that adds tokens");
    }
  }

  private void requireEnd(JsonNode end) {
    if (end.size() != 2 || !end.path(0).isTextual()) {
      throw file.broken("post_processor has " + end + " in place of a token and its id");
    }
    requireKnown(end.path(1), end.path(0).textValue());
  }

  private void requireKnown(JsonNode id, String token) {
    if (ModelVocabulary.requireId(id, token, file) >= vocabulary) {
      throw file.broken(
          "post_processor has the id %s; the vocabulary has %d".formatted(id, vocabulary));
    }
  }

  private void decoder(String kind, JsonNode node) {
    switch (kind) {
      case "Replace" -> {
        if (replacement(node) > COMPATIBILITY_GROWTH) {
          throw file.broken(
              "decoder replaces by more than " + COMPATIBILITY_GROWTH + " characters");
        }
      }
      case "Strip" -> {
        if (node.path("stop").asInt(0) != 0) { // the library reads before the start of short tokens
          throw file.broken("decoder Strip with a stop is not supported; its stop must be 0");
        }
      }
      default -> {}
    }
  }

  /// How many times longer a replacement is than the shortest match.
  private int replacement(JsonNode node) {
    int minimum = minimum(node);
    int length = node.path("content").asText().length();
    return Math.max(1, Math.ceilDiv(length, minimum));
  }

  /// Characters of the shortest match of the node's pattern, from 1.
  private int minimum(JsonNode node) {
    JsonNode pattern = node.path("pattern");
    String text = pattern.path("String").asText();
    if (pattern.has("Regex")) {
      String regex = pattern.path("Regex").asText();
      common &= KnownPatterns.contains(regex);
      PatternCheck.check(regex, file);
      return 1;
    }
    if (text.isEmpty()) {
      throw file.broken("pattern " + pattern + " must be a String or a Regex, and not empty");
    }
    return text.codePointCount(0, text.length());
  }

  private void grow(int factor) {
    growth = Math.multiplyExact(growth, factor);
    if (growth > MAX_GROWTH) {
      throw file.broken("normalizer may grow a text more than " + MAX_GROWTH + "-fold");
    }
  }

  private void requireShortStrings(TokenizerPart part, JsonNode node) {
    for (var field : node.properties()) {
      if (!field.getKey().equals(CHARSMAP)) {
        requireShortStrings(part, field.getValue());
      }
    }
    if (node.isArray()) {
      node.forEach(value -> requireShortStrings(part, value));
    }
    if (node.isTextual() && node.textValue().getBytes(StandardCharsets.UTF_8).length > MAX_STRING) {
      throw file.broken("%s has a string of more than %d bytes".formatted(part.key(), MAX_STRING));
    }
  }
}
