package dev.semblance.server.command.collection;

import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Document;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Changes single bits of a collection's files, and looks whether that is found. *One thread at a
/// time.*
///
/// @param root a data directory with the collection of [KillDrill]
record FlipDrill(Path root, SplittableRandom random) {

  /// What the changed bits have shown.
  ///
  /// @param found by their checksums
  /// @param harmless bits that change no document
  /// @param wrong bits that are not found and change documents
  record FlipResult(int found, int harmless, int wrong) {}

  FlipResult run(int flips) throws IOException {
    List<Document> intact = documents();
    List<Path> files = files();
    int found = 0;
    int wrong = 0;
    for (int flip = 0; flip < flips; flip++) {
      Path file = files.get(random.nextInt(files.size()));
      byte[] bytes = Files.readAllBytes(file);
      int bit = random.nextInt(bytes.length * 8);
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, changed);
      if (isFound()) {
        found++;
      } else {
        wrong += documents().equals(intact) ? 0 : 1;
      }
      Files.write(file, bytes);
    }
    return new FlipResult(found, flips - found - wrong, wrong);
  }

  private boolean isFound() {
    try (var data = DrillWriter.open(root)) {
      return !data.maintenance().verify(DrillWriter.COLLECTION).isClean();
    }
  }

  /// The first ones; none where the collection refuses.
  private List<Document> documents() {
    try (var data = DrillWriter.open(root)) {
      DocumentCollection collection = data.collection(DrillWriter.COLLECTION);
      return collection.list(ListRequest.of(Filter.ALL, "", 1_000));
    } catch (SemblanceException _) {
      return List.of();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(DrillWriter.COLLECTION))) {
      return all.filter(file -> Files.isRegularFile(file) && file.toFile().length() > 0)
          .sorted()
          .toList();
    }
  }
}
