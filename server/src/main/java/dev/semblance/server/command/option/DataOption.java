package dev.semblance.server.command.option;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data` of commands on collections.
public final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data",
      description =
          "Data directory: one folder per collection; ${DEFAULT-VALUE} by default. One process at a"
              + " time may write it.")
  private Path data = Path.of("data");

  public Path path() {
    return data;
  }

  /// The data directory, for a command that does not create it.
  ///
  /// @param collection for the message
  /// @throws SemblanceException NOT_FOUND when it is not there
  public Path existing(String collection) {
    if (!Files.isDirectory(data)) {
      throw new SemblanceException(
          Fault.NOT_FOUND,
          ("no data directory %s; create it with "
                  + "./semblance index --data %s --collection %s FILE")
              .formatted(data, data, collection));
    }
    return data;
  }
}
