package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.JsonDocument;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// A JSON array of documents, or a single one, read element by element; places are counted from 0.
/// Broken JSON ends it. *One thread at a time.*
final class DocumentArray implements DocumentSource {
  private static final ObjectReader ELEMENTS =
      Json.MAPPER
          .readerFor(new TypeReference<LinkedHashMap<String, @Nullable Object>>() {})
          .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final BoundedInput in;
  private final JsonParser parser;
  private boolean inside;
  private long read;
  private long bytes;

  /// @param limit the longest element, in bytes
  DocumentArray(InputStream in, int limit) throws IOException {
    this.in = new BoundedInput(in, limit);
    // A decoder that refuses what is not UTF-8; the parser's own takes overlong forms for text.
    var text = new InputStreamReader(this.in, StandardCharsets.UTF_8.newDecoder());
    this.parser = Json.MAPPER.createParser(text);
  }

  @Override
  public String placeName() {
    return "index";
  }

  @Override
  public @Nullable ReadResult next() throws IOException {
    try {
      JsonToken token = inside ? parser.nextToken() : open();
      if (token == null || token == JsonToken.END_ARRAY) {
        expectEnd();
        return null;
      }
      return element(token);
    } catch (JsonProcessingException e) {
      throw HttpError.malformed(Json.reason(e));
    } catch (CharacterCodingException _) {
      throw HttpError.malformed("the text is not UTF-8");
    }
  }

  private ReadResult element(JsonToken token) throws IOException {
    read++;
    if (token != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return new Refused(null, "expected a JSON object");
    }
    LinkedHashMap<String, @Nullable Object> object = ELEMENTS.readValue(parser);
    bytes = in.restart();
    return DocumentJson.read(() -> JsonDocument.of(object));
  }

  @Override
  public long place() {
    return read - 1;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /// The first token of the first element, or null after a single document.
  private @Nullable JsonToken open() throws IOException {
    if (read > 0) {
      return null;
    }
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw HttpError.malformed("the body is empty");
    }
    if (token == JsonToken.START_ARRAY) {
      inside = true;
      return parser.nextToken();
    }
    if (token != JsonToken.START_OBJECT) {
      throw HttpError.wrongShape("", "expected an array of documents");
    }
    return token;
  }

  private void expectEnd() throws IOException {
    if (parser.nextToken() != null) {
      throw HttpError.malformed("there is more after the end of the value");
    }
  }
}
