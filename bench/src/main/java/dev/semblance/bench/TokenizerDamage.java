package dev.semblance.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// A damage to a `tokenizer.json`: one of the kinds that are known to end a process, with random
/// values, or a random change anywhere. *Confined to the thread that opened it.*
///
/// @param root the file, which is changed
/// @param random makes the damage
record TokenizerDamage(ObjectNode root, Random random) {
  private static final String[] PATTERNS = {
    "(a+)+$",
    "(a|a)*b",
    "a*",
    "\\\\s+$",
    "a+b",
    "[abc]+",
    "(?=a)",
    "(\\\\w+)*x",
    ".",
    "(?<a>.)\\\\k<a>",
    "\\\\X+"
  };

  /// JSON with single quotes; `#` is a number, `~` a pattern.
  private static final String[] PARTS = {
    "pre_tokenizer {'type':'FixedLength','length':#}",
    "pre_tokenizer {'type':'Split','pattern':{'Regex':'~'},'behavior':'Isolated','invert':false}",
    "pre_tokenizer {'type':'Split','pattern':{'String':'a'},'behavior':'Removed','invert':true}",
    "pre_tokenizer {'type':'Split','pattern':{'String':''},'behavior':'Contiguous','invert':false}",
    "pre_tokenizer {'type':'CharDelimiterSplit','delimiter':'a'}",
    "pre_tokenizer {'type':'UnicodeScripts'}",
    "pre_tokenizer {'type':'Digits','individual_digits':true}",
    "pre_tokenizer {'type':'Metaspace','replacement':'a','prepend_scheme':'always','split':true}",
    "pre_tokenizer {'type':'Sequence','pretokenizers':[]}",
    "pre_tokenizer null",
    "normalizer {'type':'Replace','pattern':{'Regex':'~'},'content':'aaaaaaaaaa'}",
    "normalizer {'type':'Replace','pattern':{'String':''},'content':'a'}",
    "normalizer {'type':'Replace','pattern':{'String':'a'},'content':''}",
    "normalizer {'type':'Prepend','prepend':''}",
    "normalizer {'type':'Nmt'}",
    "normalizer {'type':'ByteLevel'}",
    "normalizer {'type':'Strip','strip_left':true,'strip_right':true}",
    "normalizer null",
    "decoder {'type':'Strip','content':'a','start':#,'stop':#}",
    "decoder {'type':'CTC','pad_token':'','word_delimiter_token':'','cleanup':true}",
    "decoder {'type':'WordPiece','prefix':'','cleanup':true}",
    "decoder {'type':'BPEDecoder','suffix':''}",
    "decoder {'type':'Replace','pattern':{'Regex':'~'},'content':''}",
    "decoder {'type':'Metaspace','replacement':'a','prepend_scheme':'first','split':false}",
    "decoder {'type':'ByteFallback'}",
    "decoder null",
    "post_processor {'type':'BertProcessing','sep':['a',#],'cls':['a',#]}",
    "post_processor {'type':'TemplateProcessing','single':[],'pair':[],'special_tokens':{}}",
    "post_processor {'type':'ByteLevel','add_prefix_space':true,'trim_offsets':true}",
    "post_processor null",
    "truncation {'direction':'Right','max_length':#,'strategy':'LongestFirst','stride':#}",
    "padding"
        + " {'strategy':{'Fixed':#},'direction':'Left','pad_to_multiple_of':#,'pad_id':0,'pad_type_id':0,'pad_token':'a'}"
  };

  /// Numbers at the limits of types.
  private static final String[] NUMBERS = {
    "0",
    "1",
    "2",
    "3",
    "7",
    "-1",
    "255",
    "1000000",
    "2147483647",
    "4294967295",
    "9223372036854775807",
    "18446744073709551615",
    "1e308",
    "0.5"
  };

  private interface DamageStep {
    void apply();
  }

  /// Makes one damage, sometimes two.
  void apply() {
    List<DamageStep> kinds =
        List.of(
            this::part,
            this::part,
            this::sequence,
            this::template,
            this::merges,
            this::charsmap,
            this::tokens,
            this::addedTokens,
            this::model,
            this::scalar,
            this::scalar,
            this::removal);
    do {
      kinds.get(random.nextInt(kinds.size())).apply();
    } while (random.nextInt(4) == 0);
  }

  private void part() {
    String[] part = pick(PARTS).split(" ", 2);
    root.set(part[0], json(filled(part[1])));
  }

  /// Several parts of a kind, or one within many sequences.
  private void sequence() {
    String[] part = pick(PARTS).split(" ", 2);
    String members =
        switch (part[0]) {
          case "normalizer" -> "normalizers";
          case "pre_tokenizer" -> "pretokenizers";
          case "decoder" -> "decoders";
          default -> "processors";
        };
    JsonNode inner = root.path(part[0]);
    for (int depth = random.nextInt(6); depth >= 0; depth--) {
      ObjectNode outer = Bench.JSON.createObjectNode().put("type", "Sequence");
      ArrayNode list = outer.putArray(members).add(inner);
      for (int i = random.nextInt(4); i > 0; i--) {
        list.add(json(filled(part[1])));
      }
      inner = outer;
    }
    root.set(part[0], inner);
  }

  private void template() {
    JsonNode template = root.findValue("special_tokens");
    if (template instanceof ObjectNode tokens && !tokens.isEmpty()) {
      String name = pick(names(tokens));
      switch (random.nextInt(3)) {
        case 0 -> tokens.remove(name);
        case 1 -> ((ObjectNode) tokens.path(name)).withArray("ids").add(json(pick(NUMBERS)));
        default -> tokens.removeAll();
      }
    }
    JsonNode pieces = root.findValue(random.nextBoolean() ? "single" : "pair");
    if (pieces instanceof ArrayNode list) {
      String piece = "{'Sequence':{'id':'" + pick("A", "B") + "','type_id':#}}";
      for (int i = random.nextInt(3) == 0 ? 1_000 : 1; i > 0; i--) {
        list.add(json(filled(piece)));
      }
    }
  }

  private void merges() {
    ObjectNode model = (ObjectNode) root.path("model");
    model.put("continuing_subword_prefix", pick("##", "é", "a", "", "今"));
    if (random.nextBoolean()) {
      ArrayNode merges = model.withArray("merges");
      String token = pick(names(model.path("vocab")));
      merges.insert(0, Bench.JSON.createArrayNode().add(token).add(pick(token, "", "a")));
    }
  }

  /// Random bytes in place of some of the map, or a small map of its own.
  private void charsmap() {
    JsonNode present = root.findValue("precompiled_charsmap");
    byte[] bytes = present == null ? new byte[0] : Base64.getDecoder().decode(present.asText());
    if (bytes.length == 0 || random.nextInt(4) == 0) {
      bytes = new byte[4 + 4 * random.nextInt(600)];
      random.nextBytes(bytes);
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt((bytes.length - 4) / 4 * 4);
    }
    for (int i = random.nextInt(8); i >= 0; i--) {
      bytes[Math.min(bytes.length - 1, 4 + random.nextInt(bytes.length))] = (byte) random.nextInt();
    }
    root.putObject("normalizer")
        .put("type", "Precompiled")
        .put("precompiled_charsmap", Base64.getEncoder().encodeToString(bytes));
  }

  private void tokens() {
    JsonNode vocabulary = root.path("model").path("vocab");
    String token = pick("x".repeat(40_000), "", "a", "\0", "\ud83d\ude00", "x".repeat(300));
    if (vocabulary instanceof ObjectNode tokens) {
      tokens.set(random.nextBoolean() ? token : pick(names(tokens)), json(pick(NUMBERS)));
    } else if (vocabulary instanceof ArrayNode pieces) {
      pieces.addArray().add(token).add(json(pick(NUMBERS)));
    }
  }

  private void addedTokens() {
    ArrayNode added = root.withArray("added_tokens");
    int count = random.nextInt(8) == 0 ? 12_000 : 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      added
          .addObject()
          .put("content", pick("", " ", "a", "\u0301", "x".repeat(100_000 / count), "t" + i))
          .put("single_word", random.nextBoolean())
          .put("lstrip", random.nextBoolean())
          .put("rstrip", random.nextBoolean())
          .put("normalized", random.nextBoolean())
          .put("special", random.nextBoolean())
          .set("id", json(count > 3 ? String.valueOf(i) : pick(NUMBERS)));
    }
  }

  private void model() {
    ObjectNode model = (ObjectNode) root.path("model");
    String key =
        pick(
            "type",
            "unk_id",
            "unk_token",
            "byte_fallback",
            "fuse_unk",
            "dropout",
            "ignore_merges",
            "end_of_word_suffix",
            "max_input_chars_per_word",
            "continuing_subword_prefix");
    model.set(key, json(pick(pick(NUMBERS), "true", "null", "\"a\"", "\"WordLevel\"", "\"BPE\"")));
  }

  /// Another value in place of any value.
  private void scalar() {
    ObjectNode object = pick(objects());
    if (!object.isEmpty()) {
      String key = pick(names(object));
      object.set(
          key, json(pick(pick(NUMBERS), "null", "true", "\"\"", "[]", "{}", "[[]]", "\"aa\"")));
    }
  }

  private void removal() {
    ObjectNode object = pick(objects());
    if (!object.isEmpty()) {
      object.remove(pick(names(object)));
    }
  }

  /// All objects of the file but the vocabulary.
  private List<ObjectNode> objects() {
    List<ObjectNode> found = new ArrayList<>();
    collect(root, found);
    return found;
  }

  private static void collect(JsonNode node, List<ObjectNode> found) {
    if (node instanceof ObjectNode object && object.size() < 100) {
      found.add(object);
    }
    node.forEach(value -> collect(value, found));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = object.propertyStream().map(Map.Entry::getKey).toList();
    return names.isEmpty() ? List.of("a") : names;
  }

  private String filled(String part) {
    String filled = part.replace("~", pick(PATTERNS));
    while (filled.contains("#")) {
      filled = filled.replaceFirst("#", pick(NUMBERS));
    }
    return filled;
  }

  private static JsonNode json(String text) {
    try {
      return Bench.JSON.readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException _) {
      return TextNode.valueOf(text);
    }
  }

  private String pick(String... values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
