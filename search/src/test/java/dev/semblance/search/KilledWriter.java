package dev.semblance.search;

import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A process that writes batch after batch until it is killed, and prints each batch's number when
/// it is acknowledged.
public final class KilledWriter {
  private KilledWriter() {}

  /// @param args the data directory, and the number of the first batch
  public static void main(String[] args) {
    var embedder = new FixedEmbedder();
    try (var data = DataDirectory.open(Path.of(args[0]), _ -> embedder)) {
      var collection = data.create("c", "fixed");
      for (int batch = Integer.parseInt(args[1]); ; batch++) {
        collection.write(Entry.ofAll(documents(batch)));
        System.out.println(batch);
      }
    }
  }

  /// The documents of a batch: 1 to 16, each with a word of its own.
  static List<Document> documents(int batch) {
    return IntStream.rangeClosed(0, batch * 7 % 16)
        .mapToObj(
            i -> new Document(batch + "-" + i, "batch " + batch, "b%dw%d".formatted(batch, i)))
        .toList();
  }
}
