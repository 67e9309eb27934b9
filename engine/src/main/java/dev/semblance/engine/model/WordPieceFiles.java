package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;

/// BERT's tokenizer in older folders: `vocab.txt`, one token a line, and `tokenizer_config.json`,
/// converted to the `tokenizer.json` of newer folders.
///
/// Source: BertTokenizer of Hugging Face transformers, its files and defaults.
final class WordPieceFiles {
  private static final String VOCABULARY = "vocab.txt";
  private static final String CONFIG = "tokenizer_config.json";

  /// Bytes of `vocab.txt`; that of LaBSE, the largest known here, has 5 MB.
  private static final long MAX_SIZE = 32 << 20;

  /// The files it is read from.
  static final List<String> NAMES = List.of(VOCABULARY, CONFIG);

  private static final String ACCENTS = "strip_accents";
  private static final String ADDED = "added_tokens_decoder";

  /// Other names of BERT's tokenizer.
  private static final Set<String> CLASSES =
      Set.of("BertTokenizer", "DistilBertTokenizer", "ElectraTokenizer", "NomicBertTokenizer");

  /// Models whose default tokenizer is BERT's.
  private static final Set<String> MODELS =
      Set.of("bert", "distilbert", "electra", "nomic_bert", "chinese_clip");

  private final ModelFolder folder;
  private final JsonFile config;
  private final ObjectNode vocabulary;

  private WordPieceFiles(ModelFolder folder) {
    this.folder = folder;
    this.config = folder.jsonOrEmpty(CONFIG);
    requireBert();
    this.vocabulary = vocabulary(folder);
  }

  /// @param folder of the tokenizer's files
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED for another tokenizer than BERT's
  static JsonFile read(ModelFolder folder) {
    if (!folder.has(VOCABULARY)) {
      throw folder.broken("tokenizer.json is missing, and there is no vocab.txt in its place");
    }
    return new JsonFile(VOCABULARY, new WordPieceFiles(folder).tokenizer());
  }

  private ObjectNode tokenizer() {
    ObjectNode tokenizer = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    String unknown = named("unk_token", "[UNK]");
    addTokens(tokenizer.putArray("added_tokens"), unknown);
    ObjectNode normalizer =
        tokenizer
            .putObject("normalizer")
            .put("type", "BertNormalizer")
            .put("clean_text", true)
            .put("handle_chinese_chars", config.flag("tokenize_chinese_chars", true))
            .put("lowercase", config.flag("do_lower_case", true));
    if (config.has(ACCENTS)) { // absent: follows lower-casing
      normalizer.put(ACCENTS, config.flag(ACCENTS, true));
    }
    tokenizer.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
    ObjectNode frame = tokenizer.putObject("post_processor").put("type", "BertProcessing");
    addEnd(frame.putArray("sep"), named("sep_token", "[SEP]"));
    addEnd(frame.putArray("cls"), named("cls_token", "[CLS]"));
    tokenizer
        .putObject("decoder")
        .put("type", "WordPiece")
        .put("prefix", "##")
        .put("cleanup", true);
    tokenizer
        .putObject("model")
        .put("type", "WordPiece")
        .put("unk_token", unknown)
        .put("continuing_subword_prefix", "##")
        .put("max_input_chars_per_word", 100)
        .set("vocab", vocabulary);
    return tokenizer;
  }

  private void requireBert() {
    String ownClass = config.text("tokenizer_class", "");
    String model = folder.jsonOrEmpty("config.json").text("model_type", "");
    boolean bert =
        ownClass.isEmpty()
            ? MODELS.contains(model)
            : CLASSES.contains(ownClass.replaceFirst("Fast$", ""));
    if (!bert) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model "
              + folder.shownName()
              + ": tokenizer.json is missing, and vocab.txt alone is read for BERT's tokenizer, not"
              + " for "
              + (ownClass.isEmpty() ? "that of '" + model + "'" : ownClass));
    }
  }

  private static ObjectNode vocabulary(ModelFolder folder) {
    ObjectNode vocabulary = JsonNodeFactory.instance.objectNode();
    JsonFile.requireSize(VOCABULARY, folder.resolve(VOCABULARY), MAX_SIZE);
    try (var lines = Files.newBufferedReader(folder.resolve(VOCABULARY))) {
      int id = 0;
      for (String token = lines.readLine(); token != null; token = lines.readLine()) {
        vocabulary.put(token, id++);
      }
    } catch (IOException e) {
      throw folder.broken(VOCABULARY + " cannot be read: " + IoReason.of(e));
    }
    return vocabulary;
  }

  /// Adds the tokens that a text may name, each once.
  private void addTokens(ArrayNode added, String unknown) {
    for (var entry : config.under(ADDED).root().properties()) {
      if (!(entry.getValue() instanceof ObjectNode token)) {
        throw config.broken(ADDED + " has no object under '" + entry.getKey() + "'");
      }
      added.add(token.deepCopy().put("id", number(entry.getKey())));
    }
    List<String> named =
        List.of(
            unknown,
            named("pad_token", "[PAD]"),
            named("sep_token", "[SEP]"),
            named("cls_token", "[CLS]"),
            named("mask_token", "[MASK]"));
    for (String token : named) {
      boolean known =
          added.valueStream().anyMatch(entry -> entry.path("content").asText().equals(token));
      if (!known && vocabulary.has(token)) {
        added.add(Vocabulary.named(token, id(token)));
      }
    }
  }

  private int number(String id) {
    try {
      return Integer.parseInt(id);
    } catch (NumberFormatException _) {
      throw config.broken(ADDED + " has the id '" + id + "'");
    }
  }

  private void addEnd(ArrayNode end, String token) {
    end.add(token).add(id(token));
  }

  private int id(String token) {
    JsonNode id = vocabulary.get(token);
    if (id == null) {
      throw folder.broken("special token '" + token + "' is not in vocab.txt");
    }
    return id.intValue();
  }

  /// A special token's name: a string in older files, an object in newer ones.
  private String named(String key, String otherwise) {
    return config.root().path(key).isObject()
        ? config.under(key).text("content", otherwise)
        : config.text(key, otherwise);
  }
}
