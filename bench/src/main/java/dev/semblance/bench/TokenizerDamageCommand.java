package dev.semblance.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Damaged `tokenizer.json` files: none may end the process.
@Command(
    name = "tokenizer-damage",
    description = {
      "Damages tokenizer.json files at random, opens each in a process of its own and runs it on",
      "hostile texts and ids. Exits with 1 if one ends its process or takes more than a minute."
    },
    mixinStandardHelpOptions = true)
final class TokenizerDamageCommand implements Callable<Integer> {
  @Option(
      names = "--count",
      defaultValue = "1000",
      description = "Number of damages (default: ${DEFAULT-VALUE}).")
  int count;

  @Option(
      names = "--seed",
      defaultValue = "1",
      description = "Seed of the first damage (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--models",
      description = "Folder of model folders (default: those of the tests, and of ../shared).")
  List<Path> models =
      List.of(Bench.source("engine/src/test/resources/models"), Bench.shared("fixtures/models"));

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> files = new ArrayList<>();
    for (Path folder : models) {
      files.addAll(tokenizers(folder));
    }
    Path model = Bench.source("engine/src/test/resources/models/bert-cls");
    TokenizerDamageRun.Result result = new TokenizerDamageRun(model, files, seed).run(count);
    System.out.println(count + " damages of " + files.size() + " tokenizers: " + result);
    return result.sound() ? 0 : 1;
  }

  private static List<Path> tokenizers(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> models = Files.list(folder)) {
      return models
          .map(model -> model.resolve("tokenizer.json"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }
}
