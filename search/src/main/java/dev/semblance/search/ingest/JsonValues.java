package dev.semblance.search.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.text.FileContent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON file of documents: an array of objects, one object, or several one after another, as
/// [JsonDocument] reads them. Read element by element; the whole is never in memory. After a place
/// that is no JSON, nothing more of the file is read.
record JsonValues(InputFile file) implements Source {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public DocumentReader open() {
    return new ValueReader(file.open());
  }

  private final class ValueReader implements DocumentReader {
    private final FileContent content;
    private @Nullable JsonParser parser;
    private long line;
    private boolean any;
    private boolean over;

    ValueReader(FileContent content) {
      this.content = content;
    }

    @Override
    public @Nullable ReadResult next() {
      if (over) {
        return null;
      }
      try {
        return read(parser());
      } catch (IOException e) {
        over = true;
        return new Refused(null, "nothing from here on can be read: " + JsonDocument.reason(e));
      }
    }

    private @Nullable ReadResult read(JsonParser json) throws IOException {
      JsonToken token = json.nextToken();
      while (token == JsonToken.START_ARRAY || token == JsonToken.END_ARRAY) {
        token = json.nextToken();
      }
      if (token == null) {
        over = true;
        return any ? null : new Refused(null, "the file holds no document");
      }
      any = true;
      line = json.currentTokenLocation().getLineNr();
      if (token != JsonToken.START_OBJECT) {
        return new Refused(null, "expected a JSON object, got " + token.asString());
      }
      Map<String, @Nullable Object> object = MAPPER.readValue(json, OBJECT);
      try {
        return RecordEntry.of(object, file.settings().columns());
      } catch (SemblanceException e) {
        return new Refused(null, String.valueOf(e.getMessage()));
      }
    }

    private JsonParser parser() throws IOException {
      if (parser == null) {
        InputStream bytes = new BufferedInputStream(content.stream());
        Optional<Charset> encoding = file.settings().encoding();
        parser =
            encoding.isPresent()
                ? MAPPER.createParser(new InputStreamReader(bytes, encoding.get()))
                : MAPPER.createParser(bytes);
      }
      return parser;
    }

    @Override
    public String file() {
      return file.name();
    }

    @Override
    public String where() {
      return line == 0 ? file.name() : file.name() + ", line " + line;
    }

    @Override
    public double share() {
      return content.share();
    }

    @Override
    public void close() {
      content.close();
    }
  }
}
