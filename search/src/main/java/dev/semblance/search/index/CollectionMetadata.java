package dev.semblance.search.index;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldType;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.io.AtomicFile;
import dev.semblance.io.IoReason;
import dev.semblance.search.json.SchemaJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/// The settings of a collection, stored as `collection.json` beside its index.
///
/// ```json
/// {"checksum": "1a2b3c4d", "format": 2, "created": "2026-01-01T00:00:00Z", "schema": {"fields": {…}, …}}
/// ```
///
/// `checksum` is the CRC-32C of the other members as compact JSON, in hexadecimal digits; files of
/// earlier versions lack it. [SchemaJson] describes the schema. Format 1 has `model`, `fingerprint`
/// and `dimensions` of the only vector instead: [Schema#earlier].
///
/// @param created when the collection was created
public record CollectionMetadata(Schema schema, Instant created) {
  public static final String FILE = "collection.json";

  /// The layout this code writes, and the newest it reads.
  static final int FORMAT = 2;

  private static final String CHECKSUM = "checksum";

  /// Members of all formats: another name can only be a damaged one.
  private static final Set<String> MEMBERS =
      Set.of(CHECKSUM, "format", "created", "schema", "model", "fingerprint", "dimensions");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  /// Reads the file of a collection's folder.
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
      throw IndexFaults.corrupt(folder, FILE + " cannot be read: " + IoReason.of(e), e);
    }
  }

  /// Writes the file into a folder; durable on return.
  public void write(Path folder) throws IOException {
    ObjectNode content =
        JSON.createObjectNode().put("format", FORMAT).put("created", created.toString());
    content.set("schema", SchemaJson.write(schema));
    ObjectNode stored = JSON.createObjectNode().put(CHECKSUM, checksum(content));
    stored.setAll(content);
    AtomicFile.write(folder.resolve(FILE), PRETTY.writeValueAsBytes(stored));
  }

  /// Writes the file of a folder once more where an earlier version wrote it.
  static void migrate(Path folder) throws IOException {
    if (!JSON.readTree(Files.readAllBytes(folder.resolve(FILE))).has(CHECKSUM)) {
      read(folder).write(folder);
    }
  }

  /// The same with further fields in the schema.
  CollectionMetadata with(Map<String, FieldType> fields) {
    return new CollectionMetadata(schema.with(fields), created);
  }

  private static CollectionMetadata parse(JsonNode root, Path folder) throws IOException {
    int format = root.path("format").asInt(0);
    if (format > FORMAT) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "%s has format %d, written by a newer Semblance; this one reads up to %d"
              .formatted(folder.resolve(FILE), format, FORMAT));
    }
    requireChecksum(root, folder);
    try {
      Instant created = Instant.parse(root.path("created").asText(""));
      return new CollectionMetadata(schema(format, root), created);
    } catch (DateTimeParseException e) {
      throw IndexFaults.corrupt(folder, FILE + " has no valid time in `created`", e);
    } catch (SemblanceException e) {
      throw IndexFaults.corrupt(folder, FILE + " has no valid schema: " + e.getMessage(), e);
    }
  }

  private static void requireChecksum(JsonNode root, Path folder) throws IOException {
    for (Map.Entry<String, JsonNode> member : root.properties()) {
      if (!MEMBERS.contains(member.getKey())) {
        throw IndexFaults.corrupt(folder, FILE + " has an unknown member", null);
      }
    }
    if (root.has(CHECKSUM)) {
      ObjectNode content = root.deepCopy();
      content.remove(CHECKSUM);
      if (!root.path(CHECKSUM).asText().equals(checksum(content))) {
        throw IndexFaults.corrupt(folder, FILE + " does not have its checksum", null);
      }
    }
  }

  private static String checksum(ObjectNode content) throws IOException {
    var crc = new CRC32C();
    crc.update(JSON.writeValueAsBytes(content));
    return HexFormat.of().toHexDigits(crc.getValue(), 8);
  }

  private static Schema schema(int format, JsonNode root) {
    if (format == FORMAT && root.path("schema").isObject()) {
      return SchemaJson.read(root.path("schema"));
    }
    String model = root.path("model").asText("");
    String fingerprint = root.path("fingerprint").asText("");
    int dimensions = root.path("dimensions").asInt(0);
    if (format != 1 || model.isEmpty() || fingerprint.isEmpty() || dimensions < 1) {
      throw new SemblanceException(
          Fault.INVALID, "it lacks a format, or a model, its fingerprint or its dimensions");
    }
    return Schema.earlier(new ModelVersion(model, fingerprint), dimensions);
  }
}
