package dev.semblance.server.command.option;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `--data` and `--collection` of commands on one collection.
public final class CollectionOptions {
  @Mixin private final DataOption data = new DataOption();

  @Option(
      names = "--collection",
      paramLabel = "NAME",
      defaultValue = "documents",
      description =
          "Name of the collection: letters, digits, - and _; ${DEFAULT-VALUE} by default.")
  private String collection = "documents";

  public DataOption data() {
    return data;
  }

  public String collection() {
    return collection;
  }
}
