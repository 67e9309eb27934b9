package dev.semblance.search.index;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/// What a collection knows of itself, kept as `collection.json` beside its index.
///
/// ```json
/// {"format": 1, "model": "bge-small-en-v1.5", "fingerprint": "9f…", "dimensions": 384,
///  "created": "2026-01-01T00:00:00Z"}
/// ```
///
/// @param model id of the model that makes the vectors
/// @param fingerprint fingerprint of that model
/// @param dimensions width `k` of the vectors
/// @param created when the collection was made
public record CollectionMetadata(
    String model, String fingerprint, int dimensions, Instant created) {
  public static final String FILE = "collection.json";

  /// The layout this code writes, and the newest it reads.
  static final int FORMAT = 1;

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  /// Reads the card of a collection's folder.
  ///
  /// @throws SemblanceException CORRUPT_INDEX when it is missing or damaged, UNSUPPORTED when a
  ///   newer version wrote it
  public static CollectionMetadata read(Path folder) {
    try {
      return parse(JSON.readTree(Files.readAllBytes(folder.resolve(FILE))), folder);
    } catch (NoSuchFileException e) {
      throw IndexFaults.corrupt(folder, FILE + " is missing", e);
    } catch (JacksonException e) {
      throw IndexFaults.corrupt(folder, FILE + " is not JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      throw IndexFaults.corrupt(folder, FILE + " cannot be read: " + e, e);
    }
  }

  /// Writes the card into a folder, on disk on return.
  public void write(Path folder) throws IOException {
    var stored = new Stored(FORMAT, model, fingerprint, dimensions, created.toString());
    AtomicFile.write(folder.resolve(FILE), PRETTY.writeValueAsBytes(stored));
  }

  private static CollectionMetadata parse(JsonNode root, Path folder) {
    int format = root.path("format").asInt(0);
    if (format > FORMAT) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "%s has format %d, written by a newer Semblance; this one reads up to %d"
              .formatted(folder.resolve(FILE), format, FORMAT));
    }
    String model = root.path("model").asText("");
    String fingerprint = root.path("fingerprint").asText("");
    int dimensions = root.path("dimensions").asInt(0);
    if (format < 1 || model.isEmpty() || fingerprint.isEmpty() || dimensions < 1) {
      throw IndexFaults.corrupt(
          folder, FILE + " lacks a valid format, model, fingerprint or dimensions", null);
    }
    try {
      Instant created = Instant.parse(root.path("created").asText(""));
      return new CollectionMetadata(model, fingerprint, dimensions, created);
    } catch (DateTimeParseException e) {
      throw IndexFaults.corrupt(folder, FILE + " has no valid time in `created`", e);
    }
  }

  @JsonPropertyOrder({"format", "model", "fingerprint", "dimensions", "created"})
  private record Stored(
      int format, String model, String fingerprint, int dimensions, String created) {}
}
