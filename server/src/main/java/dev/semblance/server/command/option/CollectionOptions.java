package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data` and `--collection`, where a command works on one collection.
public final class CollectionOptions {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      description = "The data directory: one folder for each collection. One process at a time.")
  private Path data = Path.of("data");

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      required = true,
      description = "The collection's name: letters, digits, - and _.")
  private String collection = "";

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
          ("there is no data directory %s; index something into it first: "
                  + "./semblance index --data %s --collection %s FILE")
              .formatted(data, data, collection));
    }
    return data;
  }

  public String collection() {
    return collection;
  }
}
