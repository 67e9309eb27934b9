package dev.semblance.search.index;

import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.StoredEntry;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/// Lucene's settings for every collection.
final class IndexSettings {
  /// Terms at one position count one by one in the length of a text, as they do in the average.
  static final Similarity SIMILARITY =
      new BM25Similarity(LaneQuery.Words.K1, LaneQuery.Words.B, false);

  /// Text arrives analyzed; Lucene takes the gap between the values of `body` from here.
  private static final Analyzer PRE_ANALYZED =
      new Analyzer() {
        @Override
        public int getPositionIncrementGap(String field) {
          return StoredEntry.FIELD_GAP;
        }

        @Override
        protected TokenStreamComponents createComponents(String field) {
          throw new IllegalStateException("field " + field + " was not analyzed before indexing");
        }
      };

  /// On which Lucene searches the segments of an index in parallel.
  private static final Executor SEGMENT_THREADS = Executors.newVirtualThreadPerTaskExecutor();

  static final SearcherFactory SEARCHERS =
      new SearcherFactory() {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
          return searcher(reader);
        }
      };

  /// Most clauses of one query: of filters and words together, each of which has bounds of its own.
  private static final int MAX_CLAUSES = 1 << 16;

  static {
    IndexSearcher.setMaxClauseCount(MAX_CLAUSES);
  }

  private IndexSettings() {}

  /// A searcher of all segments.
  static IndexSearcher searcher(IndexReader reader) {
    var searcher = new IndexSearcher(reader, SEGMENT_THREADS);
    searcher.setSimilarity(SIMILARITY);
    return searcher;
  }

  /// A commit does not wait for merges, or the acknowledgement of a single document would take half
  /// a second; merges run in the background and are part of the next commit.
  static IndexWriterConfig writer() {
    return new IndexWriterConfig(PRE_ANALYZED)
        .setSimilarity(SIMILARITY)
        .setCodec(new WideVectorCodec())
        .setMaxFullFlushMergeWaitMillis(0)
        .setRAMBufferSizeMB(64);
  }
}
