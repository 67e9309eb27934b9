package dev.semblance.server.command.collection;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.search.DataDirectory;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A process that writes batch after batch until it is killed, removes the first document of each,
/// and prints the batch's number when both are acknowledged.
public final class DrillWriter {
  static final String COLLECTION = "drill";

  private DrillWriter() {}

  /// @param args the data directory, and the number of the first batch
  public static void main(String[] args) {
    PrintStream acknowledged = System.out;
    try (var data = open(Path.of(args[0]))) {
      DocumentCollection collection = data.create(COLLECTION, ConstantEmbedder.MODEL.card().id());
      for (int batch = Integer.parseInt(args[1]); ; batch++) {
        collection.write(Entry.ofAll(documents(batch)));
        collection.delete(id(batch, 0));
        acknowledged.println(batch);
      }
    }
  }

  static DataDirectory open(Path root) {
    return DataDirectory.open(root, _ -> ConstantEmbedder.MODEL);
  }

  /// The documents of a batch: 2 to 17, the first of which is removed again.
  static List<Document> documents(int batch) {
    return IntStream.rangeClosed(0, 1 + batch * 7 % 16)
        .mapToObj(i -> new Document(id(batch, i), "batch " + batch, "b%dw%d".formatted(batch, i)))
        .toList();
  }

  static String id(int batch, int document) {
    return batch + "-" + document;
  }
}
