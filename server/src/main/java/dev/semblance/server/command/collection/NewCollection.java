package dev.semblance.server.command.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.io.IoReason;
import dev.semblance.search.json.SchemaJson;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Options of what a collection is created with: one of them.
final class NewCollection {
  @Option(
      names = "--schema",
      paramLabel = "FILE",
      description = "JSON file with fields and vectors; docs/reference/schema.md describes it.")
  private @Nullable Path file;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Model of the only vector; fields are inferred from the documents.")
  private String model = "";

  /// @throws SemblanceException INVALID when the file is no schema, NOT_FOUND when there is none
  Schema schema() {
    return file == null ? Schema.inferred(new ModelVersion(model, ""), 0) : read(file);
  }

  private static Schema read(Path file) {
    try {
      return SchemaJson.read(Json.read(Files.readAllBytes(file)));
    } catch (JsonError e) {
      throw new SemblanceException(Fault.INVALID, file + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new SemblanceException(Fault.NOT_FOUND, file + " cannot be read: " + IoReason.of(e), e);
    }
  }
}
