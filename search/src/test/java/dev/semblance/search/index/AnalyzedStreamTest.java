package dev.semblance.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.AnalyzedText;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

/// Text that is analyzed before indexing is indexed term by term, at its positions.
class AnalyzedStreamTest {
  private static final List<String> PARTS =
      List.of(
          "the",
          "of",
          "and",
          "a",
          "Rain falls",
          "readAllBytes",
          "state-of-the-art",
          "e.g.",
          "mRNA",
          "O'Neill's",
          "雨从云中落下",
          "人工智能",
          "한국어 문장",
          "ภาษาไทย",
          "ひらがな",
          "😀",
          "👨‍👩‍👧",
          "C++",
          "1.5",
          "x_y_z",
          "ﬁne",
          "Ｆｕｌｌ",
          "naïve",
          "\n",
          "",
          "?!",
          "w".repeat(300),
          "雨".repeat(600));

  @Test
  void indexHasEachTermAtItsPosition() throws IOException {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("AnalyzedStreamTest seed " + seed);
    List<StoredEntry> entries =
        documents(new SplittableRandom(seed)).stream()
            .map(document -> StoredEntries.entry(document, 1, 0))
            .toList();
    try (Directory directory = new ByteBuffersDirectory()) {
      try (var writer = new IndexWriter(directory, IndexSettings.writer())) {
        for (StoredEntry entry : entries) {
          writer.addDocument(LuceneDocument.of(entry));
        }
      }
      assertThat(dump(directory)).isEqualTo(expected(entries)).hasSizeGreaterThan(100);
    }
  }

  /// Stop words and empty values at the ends of titles and texts, and a mix of scripts.
  private static List<Document> documents(SplittableRandom random) {
    List<Document> documents = new ArrayList<>();
    documents.add(new Document("0", "a title of the", "and the text of a"));
    documents.add(new Document("1", "", "of the rain"));
    documents.add(new Document("2", "the", ""));
    documents.add(new Document("3", "rain", "the"));
    for (int i = documents.size(); i < 200; i++) {
      documents.add(new Document("" + i, text(random, 6), text(random, 30)));
    }
    return documents;
  }

  private static String text(SplittableRandom random, int most) {
    var text = new StringBuilder();
    for (int i = random.nextInt(most); i > 0; i--) {
      text.append(PARTS.get(random.nextInt(PARTS.size()))).append(" ".repeat(random.nextInt(2)));
    }
    return text.toString();
  }

  private static SortedMap<String, String> expected(List<StoredEntry> entries) {
    SortedMap<String, String> lines = new TreeMap<>();
    for (int doc = 0; doc < entries.size(); doc++) {
      StoredEntry entry = entries.get(doc);
      AnalyzedText title = entry.texts().getFirst().terms();
      int textStart = title.length() + StoredEntry.FIELD_GAP;
      Map<String, String> positions = new HashMap<>();
      addPositions(FieldNames.TITLE, title, 0, positions);
      addPositions(FieldNames.BODY, title, 0, positions);
      addPositions(FieldNames.BODY, entry.texts().getLast().terms(), textStart, positions);
      for (Map.Entry<String, String> term : positions.entrySet()) {
        lines.merge(term.getKey(), " | " + doc + term.getValue(), String::concat);
      }
    }
    return lines;
  }

  private static void addPositions(
      String field, AnalyzedText text, int start, Map<String, String> positions) {
    for (int i = 0; i < text.terms().length; i++) {
      String position = " " + (start + text.positions()[i]);
      positions.merge(field + " " + text.terms()[i], position, String::concat);
    }
  }

  private static SortedMap<String, String> dump(Directory directory) throws IOException {
    SortedMap<String, String> lines = new TreeMap<>();
    try (var reader = DirectoryReader.open(directory)) {
      assertThat(reader.leaves()).hasSize(1);
      LeafReader leaf = reader.leaves().getFirst().reader();
      for (String field : List.of(FieldNames.TITLE, FieldNames.BODY)) {
        TermsEnum each = leaf.terms(field).iterator();
        while (each.next() != null) {
          lines.put(field + " " + each.term().utf8ToString(), postings(each));
        }
      }
    }
    return lines;
  }

  private static String postings(TermsEnum term) throws IOException {
    var line = new StringBuilder();
    PostingsEnum postings = term.postings(null, PostingsEnum.POSITIONS);
    while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      line.append(" | ").append(postings.docID());
      for (int i = postings.freq(); i > 0; i--) {
        line.append(' ').append(postings.nextPosition());
      }
    }
    return line.toString();
  }
}
