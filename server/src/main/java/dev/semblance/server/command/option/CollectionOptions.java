package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data` and `--collection` of commands on one collection.
public final class CollectionOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Data directory: one folder per collection; ${DEFAULT-VALUE} by default. One process at a"
              + " time may use it.")
  private Path data = Path.of("data");

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      defaultValue = "documents",
      description =
          "Name of the collection: letters, digits, - and _; ${DEFAULT-VALUE} by default.")
  private String collection = "documents";

  public Path data() {
    return data;
  }

  /// The data directory, for a command that only reads.
  ///
  /// @throws SemblanceException NOT_FOUND when it is not there
  public Path existingData() {
    if (!Files.isDirectory(data)) {
      throw new SemblanceException(
          Fault.NOT_FOUND,
          ("no data directory %s; create it with "
                  + "./semblance index --data %s --collection %s FILE")
              .formatted(data, data, collection));
    }
    return data;
  }

  public String collection() {
    return collection;
  }
}
