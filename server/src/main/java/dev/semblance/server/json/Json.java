package dev.semblance.server.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Reads and writes JSON, with one strict mapper for the whole server. *Safe for use by many
/// threads.*
public final class Json {
  /// The deepest nesting that is read, as in text-embeddings-inference's parser.
  private static final int MAX_DEPTH = 128;

  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /// Reads one value.
  ///
  /// @throws JsonError MALFORMED unless it is one JSON value in UTF-8 without unpaired surrogates
  public static JsonNode read(byte[] body) {
    if (StrictUtf8.isMarked(body)) {
      throw JsonError.malformed("the text begins with a byte order mark; send it without");
    }
    if (!StrictUtf8.isWellFormed(body)) {
      throw JsonError.malformed("the text is not UTF-8");
    }
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      throw JsonError.malformed(reason(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
    if (root.isMissingNode()) {
      throw JsonError.malformed("the body is empty");
    }
    if (!Unicode.isWellFormed(root)) {
      throw JsonError.malformed("a string holds a surrogate without its other half");
    }
    return root;
  }

  /// What is wrong with a JSON text, as a sentence with line and column.
  public static String reason(JsonProcessingException e) {
    return JsonReason.of(e, MAX_DEPTH);
  }

  /// Writes one value that may be long.
  public static Segments segments(JsonWriting writing) {
    var bytes = new Segments();
    try (JsonGenerator json = MAPPER.createGenerator(bytes)) {
      writing.to(json);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes;
  }

  /// Writes one value.
  public static byte[] write(JsonWriting writing) {
    try (var bytes = new ByteArrayBuilder(1024);
        JsonGenerator json = MAPPER.createGenerator(bytes)) {
      writing.to(json);
      json.flush();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
  }

  /// Writes one complete value.
  public interface JsonWriting {
    void to(JsonGenerator json) throws IOException;
  }
}
