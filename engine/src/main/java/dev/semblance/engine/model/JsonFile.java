package dev.semblance.engine.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A JSON file of a model folder, with faults that name the file and the key. *Safe for use by many
/// threads.*
///
/// @param name the file's name inside the folder, for messages
/// @param root its content
public record JsonFile(String name, JsonNode root) {
  /// Bytes; the largest published configuration files have about 2 MB.
  private static final long MAX_SIZE = 16 << 20;

  /// Values, keys and brackets: a file of `[[],[], …` takes 50 times its size in memory.
  private static final long MAX_TOKENS = 2_000_000;

  private static final JsonMapper MAPPER = mapper(MAX_TOKENS);

  /// For `tokenizer.json`; Gemma's, the largest known here, has 3 million.
  private static final JsonMapper TOKENIZER_MAPPER = mapper(20_000_000);

  /// @throws SemblanceException BROKEN_MODEL when the file has more than 16 MiB or is not JSON; the
  ///   message gives line and column
  public static JsonFile read(String name, Path file) {
    requireSize(name, file, MAX_SIZE);
    try (var in = Files.newBufferedReader(file)) {
      return parse(name, () -> MAPPER.readTree(in));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// Parses the text of a `tokenizer.json`.
  static JsonFile parse(String name, String text) {
    try {
      return parse(name, () -> TOKENIZER_MAPPER.readTree(text));
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  /// @param limit in bytes
  /// @throws SemblanceException BROKEN_MODEL for a larger file
  static void requireSize(String name, Path file, long limit) {
    try {
      long size = Files.size(file);
      if (size > limit) {
        throw new SemblanceException(
            Fault.BROKEN_MODEL,
            "%s has %d bytes; at most %d are read".formatted(name, size, limit));
      }
    } catch (IOException e) {
      throw unreadable(name, e);
    }
  }

  static SemblanceException unreadable(String name, IOException e) {
    return new SemblanceException(
        Fault.BROKEN_MODEL, name + " cannot be read: " + IoReason.of(e), e);
  }

  private static JsonMapper mapper(long maxTokens) {
    var limits = StreamReadConstraints.builder().maxTokenCount(maxTokens).build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .build();
  }

  private interface TreeSource {
    JsonNode parse() throws IOException;
  }

  private static JsonFile parse(String name, TreeSource parser) throws IOException {
    try {
      return new JsonFile(name, parser.parse());
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String where =
          at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw new SemblanceException(
          Fault.BROKEN_MODEL, name + " is not JSON" + where + ": " + e.getOriginalMessage(), e);
    }
  }

  /// An object without keys, for an optional file that is absent.
  static JsonFile empty() {
    return new JsonFile("(absent)", MAPPER.createObjectNode());
  }

  public boolean has(String key) {
    return root.hasNonNull(key);
  }

  /// The object under a key; an empty one if absent.
  public JsonFile under(String key) {
    JsonNode part = root.path(key);
    return new JsonFile(name + ": " + key, part.isObject() ? part : MAPPER.createObjectNode());
  }

  /// This file with a number under a key, unless it has one.
  JsonFile otherwise(String key, int number) {
    return has(key) ? this : new JsonFile(name, root.<ObjectNode>deepCopy().put(key, number));
  }

  /// A required whole number.
  public int integer(String key) {
    if (!has(key)) {
      throw broken(key + " is missing");
    }
    return integerOf(key);
  }

  /// A whole number, or `otherwise` where the key is absent or null.
  public int integer(String key, int otherwise) {
    return has(key) ? integerOf(key) : otherwise;
  }

  /// A required whole number from 1.
  public int positive(String key) {
    int value = integer(key);
    if (value < 1) {
      throw broken(key + " must be positive, is " + value);
    }
    return value;
  }

  /// A number, or `otherwise` where the key is absent or null.
  public double number(String key, double otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (!root.get(key).isNumber()) {
      throw broken(key + " must be a number, is " + root.get(key));
    }
    return root.get(key).doubleValue();
  }

  /// A string, or `otherwise` where the key is absent or null.
  public String text(String key, String otherwise) {
    String value = textOrNull(key);
    return value == null ? otherwise : value;
  }

  /// A string, or null where the key is absent or null.
  public @Nullable String textOrNull(String key) {
    if (!has(key)) {
      return null;
    }
    if (!root.get(key).isTextual()) {
      throw broken(key + " must be a string, is " + root.get(key));
    }
    return root.get(key).textValue();
  }

  /// A boolean, or `otherwise` where the key is absent or null.
  public boolean flag(String key, boolean otherwise) {
    if (!has(key)) {
      return otherwise;
    }
    if (!root.get(key).isBoolean()) {
      throw broken(key + " must be true or false, is " + root.get(key));
    }
    return root.get(key).booleanValue();
  }

  /// A BROKEN_MODEL fault whose message names this file.
  public SemblanceException broken(String fact) {
    return new SemblanceException(Fault.BROKEN_MODEL, name + ": " + fact);
  }

  private int integerOf(String key) {
    JsonNode value = root.get(key);
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw broken(key + " must be a whole number of 32 bits, is " + value);
    }
    return value.intValue();
  }
}
