package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A search for an identifier finds the document that contains it first, as words alone do,
/// although the vectors of other documents are nearer; vectors here are those of the texts' hashes.
class IdentifierSearchTest {
  private static final int DOCUMENTS = 400;
  private static final int EVERY = 8;

  @TempDir Path root;

  @Test
  void identifierFindsItsDocumentFirst() {
    Map<String, String> identifiers = new LinkedHashMap<>();
    List<Document> documents = documents(new SplittableRandom(11), identifiers);
    var embedder = new FixedEmbedder();
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection collection = data.create("c", "fixed");
      collection.write(Entry.ofAll(documents));
      int phrases = 0;
      for (Map.Entry<String, String> identifier : identifiers.entrySet()) {
        String query = identifier.getKey();
        String id = identifier.getValue();
        assertThat(first(collection, query, List.of(Lane.LEXICAL))).as(query).isEqualTo(id);
        assertThat(first(collection, query, Lane.ALL)).as(query).isEqualTo(id);
        for (String form : List.of("error code %s", "please find the document about %s")) {
          String found = first(collection, form.formatted(query), Lane.ALL);
          phrases += found.equals(id) ? 1 : 0;
        }
      }
      assertThat(phrases).isGreaterThan(identifiers.size() * 2 * 8 / 10);
    }
  }

  private static String first(DocumentCollection collection, String query, List<Lane> lanes) {
    return collection.search(SearchRequest.of(query, lanes, Page.first(1))).hits().stream()
        .map(Hit::id)
        .findFirst()
        .orElse("");
  }

  /// Documents of 40 words, some with an identifier in the middle.
  ///
  /// @param identifiers receives each with the id of its document
  private static List<Document> documents(
      SplittableRandom random, Map<String, String> identifiers) {
    List<Document> documents = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      StringBuilder text = new StringBuilder();
      for (int word = 0; word < 40; word++) {
        if (word == 20 && i % EVERY == 0) {
          String identifier = identifier(random, i / EVERY);
          identifiers.put(identifier, "d" + i);
          text.append(identifier).append(' ');
        }
        text.append(word(random)).append(' ');
      }
      documents.add(new Document("d" + i, "", text.toString()));
    }
    return documents;
  }

  /// A word of 200, one of which is "error", one "code", one "document".
  private static String word(SplittableRandom random) {
    int word = random.nextInt(200);
    return switch (word) {
      case 0 -> "error";
      case 1 -> "code";
      case 2 -> "document";
      default -> "word" + word;
    };
  }

  private static String identifier(SplittableRandom random, int form) {
    return switch (form % 5) {
      case 0 -> "ZX-" + random.nextInt(10_000, 100_000);
      case 1 -> "R" + random.nextInt(100, 1_000) + "-" + random.nextInt(10, 100);
      case 2 -> "err_" + Integer.toHexString(random.nextInt(0x10000, 0x100000));
      case 3 -> "INC00" + random.nextInt(10_000, 100_000);
      default ->
          "v%d.%d.%d-rc%d"
              .formatted(
                  random.nextInt(9, 30),
                  random.nextInt(10),
                  random.nextInt(10),
                  random.nextInt(1, 5));
    };
  }
}
