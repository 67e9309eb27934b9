package dev.semblance.server.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// `--data` and `--collection`, where a command works on one collection.
final class CollectionOptions {
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

  Path data() {
    return data;
  }

  String collection() {
    return collection;
  }
}
