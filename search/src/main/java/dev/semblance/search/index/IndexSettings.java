package dev.semblance.search.index;

import dev.semblance.search.analysis.MixedAnalyzer;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.search.similarities.Similarity;
import org.jspecify.annotations.Nullable;

/// How Lucene is set up for every collection.
final class IndexSettings {
  /// BM25 with k1 = 1.2, b = 0.75; docs/concepts/hybrid-search.md has the figures they were chosen
  /// by.
  static final Similarity SIMILARITY = new BM25Similarity(1.2f, 0.75f);

  /// Lucene searches the parts of an index side by side on these.
  private static final Executor PARTS = Executors.newVirtualThreadPerTaskExecutor();

  static final SearcherFactory SEARCHERS =
      new SearcherFactory() {
        @Override
        public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
          var searcher = new IndexSearcher(reader, PARTS);
          searcher.setSimilarity(SIMILARITY);
          return searcher;
        }
      };

  private IndexSettings() {}

  /// No commit waits for merges, or a single document would wait half a second for its
  /// acknowledgement; merges run behind it and are committed with the next.
  static IndexWriterConfig writer() {
    return new IndexWriterConfig(MixedAnalyzer.forDocuments())
        .setSimilarity(SIMILARITY)
        .setCodec(new WideVectorCodec())
        .setMaxFullFlushMergeWaitMillis(0)
        .setRAMBufferSizeMB(64);
  }
}
