package dev.semblance.search.evaluate;

import dev.semblance.Embedder;
import dev.semblance.Progress;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.document.Document;
import dev.semblance.search.ingest.DocumentReader;
import dev.semblance.search.ingest.Source;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/// Compares every query with every document by cosine: the upper bound of an approximate index. All
/// vectors are in memory. *Safe for use by many threads.*
public final class ExactRetriever implements Retriever {
  private final Embedder embedder;
  private final List<String> ids;
  private final float[][] vectors;

  private ExactRetriever(Embedder embedder, List<String> ids, float[][] vectors) {
    this.embedder = embedder;
    this.ids = ids;
    this.vectors = vectors;
  }

  /// Embeds the documents of a source; those with neither title nor text are never found.
  ///
  /// @param embedder is not closed
  public static ExactRetriever of(Embedder embedder, Source corpus, Progress progress) {
    List<String> ids = new ArrayList<>();
    List<String> passages = new ArrayList<>();
    try (DocumentReader reader = corpus.open()) {
      for (ReadResult each = reader.next(); each != null; each = reader.next()) {
        if (each instanceof Entry(Document document, _) && !document.passage().isBlank()) {
          ids.add(document.id());
          passages.add(document.passage());
        }
      }
    }
    float[][] vectors = new TextEmbedder(embedder, progress).embed(passages, TextEmbedder.PASSAGES);
    return new ExactRetriever(embedder, ids, vectors);
  }

  @Override
  public List<List<ScoredId>> rank(List<JudgedQuery> queries, int depth) {
    float[][] asked =
        new TextEmbedder(embedder, Progress.SILENT)
            .embed(queries.stream().map(JudgedQuery::text).toList(), TextEmbedder.QUERIES);
    return Arrays.stream(asked).map(query -> nearest(query, depth)).toList();
  }

  private List<ScoredId> nearest(float[] query, int depth) {
    PriorityQueue<ScoredId> worstFirst = new PriorityQueue<>(ScoredId.TREC_ORDER.reversed());
    for (int i = 0; i < vectors.length; i++) {
      worstFirst.add(new ScoredId(ids.get(i), Vectors.cosine(query, vectors[i])));
      if (worstFirst.size() > depth) {
        worstFirst.poll();
      }
    }
    return worstFirst.stream().sorted(ScoredId.TREC_ORDER).toList();
  }
}
