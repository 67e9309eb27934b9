package dev.semblance.search.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.Document;
import dev.semblance.collection.StoredEntry;
import dev.semblance.search.analysis.MixedAnalyzer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.AnalyzerWrapper;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;

/// Text that is analyzed before indexing gives the index that Lucene gives when it analyzes itself:
/// terms, frequencies, positions, norms and statistics. Indexes of earlier versions were written
/// that way.
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
  void indexIsThatOfLucenesOwnAnalysis() throws IOException {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("AnalyzedStreamTest seed " + seed);
    List<Document> documents = documents(new SplittableRandom(seed));
    try (Directory expected = new ByteBuffersDirectory();
        Directory actual = new ByteBuffersDirectory()) {
      try (var writer = new IndexWriter(expected, new IndexWriterConfig(withGap()))) {
        for (Document document : documents) {
          writer.addDocument(analyzedByLucene(document));
        }
      }
      try (var writer = new IndexWriter(actual, IndexSettings.writer())) {
        for (Document document : documents) {
          writer.addDocument(LuceneDocument.of(StoredEntries.entry(document, 1, 0)));
        }
      }
      assertThat(dump(actual)).isEqualTo(dump(expected)).hasSizeGreaterThan(100);
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

  private static org.apache.lucene.document.Document analyzedByLucene(Document document) {
    var lucene = new org.apache.lucene.document.Document();
    lucene.add(new TextField(FieldNames.TITLE, document.title(), Field.Store.YES));
    lucene.add(new TextField(FieldNames.BODY, document.title(), Field.Store.NO));
    lucene.add(new TextField(FieldNames.BODY, document.text(), Field.Store.NO));
    return lucene;
  }

  private static Analyzer withGap() {
    var analyzer = MixedAnalyzer.forDocuments();
    return new AnalyzerWrapper(analyzer.getReuseStrategy()) {
      @Override
      protected Analyzer getWrappedAnalyzer(String field) {
        return analyzer;
      }

      @Override
      public int getPositionIncrementGap(String field) {
        return StoredEntry.FIELD_GAP;
      }
    };
  }

  private static List<String> dump(Directory directory) throws IOException {
    List<String> lines = new ArrayList<>();
    try (var reader = DirectoryReader.open(directory)) {
      assertThat(reader.leaves()).hasSize(1);
      LeafReader leaf = reader.leaves().getFirst().reader();
      for (String field : List.of(FieldNames.TITLE, FieldNames.BODY)) {
        dump(leaf, field, lines);
      }
    }
    return lines;
  }

  private static void dump(LeafReader leaf, String field, List<String> lines) throws IOException {
    var terms = leaf.terms(field);
    lines.add(
        field
            + " "
            + terms.getDocCount()
            + " "
            + terms.getSumDocFreq()
            + " "
            + terms.getSumTotalTermFreq());
    TermsEnum each = terms.iterator();
    while (each.next() != null) {
      var line = new StringBuilder(field + " " + each.term().utf8ToString());
      PostingsEnum postings = each.postings(null, PostingsEnum.POSITIONS);
      while (postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
        line.append(" | ").append(postings.docID());
        for (int i = postings.freq(); i > 0; i--) {
          line.append(' ').append(postings.nextPosition());
        }
      }
      lines.add(line.toString());
    }
    var norms = leaf.getNormValues(field);
    while (norms.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      lines.add(field + " norm " + norms.docID() + " " + norms.longValue());
    }
  }
}
