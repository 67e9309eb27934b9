package dev.semblance.search.evaluate;

import dev.semblance.Embedder;
import dev.semblance.Progress;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Document;
import dev.semblance.query.Lane;
import dev.semblance.search.ingest.Ingest;
import dev.semblance.search.ingest.IngestReport;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Measures the quality of embeddings and searches. *One thread at a time.*
///
/// @param bootstrap computes the intervals
/// @param progress gets the documents or texts embedded
public record Evaluation(Bootstrap bootstrap, Progress progress) {
  /// Depth of the judged rankings: that of the deepest measure. So `map` is trec_eval's with `-M
  /// 100`, and map@100 of sentence-transformers.
  public static final int DEPTH = 100;

  private static final String TAG = "semblance";

  /// A judged run.
  public record Ranked(Run run, Scores scores, Report report) {}

  /// Judged pairs.
  ///
  /// @param cosines one for each pair; must not be modified
  public record Paired(double[] cosines, Report report) {}

  /// Evaluates a search in a collection: writes the documents of the set into it, then searches by
  /// some lanes.
  ///
  /// @param collection empty, or left from an earlier evaluation of this set
  public Ranked retrieval(Dataset dataset, DocumentCollection collection, List<Lane> lanes) {
    long start = System.nanoTime();
    IngestReport ingested = new Ingest(collection, progress).run(dataset.corpus());
    List<String> notes = new ArrayList<>(dataset.notes());
    if (ingested.counts().skipped() > 0) {
      notes.add(
          "%d documents are not in the index; the first is %s: %s"
              .formatted(
                  ingested.counts().skipped(),
                  ingested.reasons().getFirst().where(),
                  ingested.reasons().getFirst().reason()));
    }
    return judge(dataset, new CollectionRetriever(collection, lanes), start, notes);
  }

  /// Evaluates an embedder by itself: every query against every document.
  public Ranked retrieval(Dataset dataset, Embedder embedder) {
    long start = System.nanoTime();
    Retriever exact = ExactRetriever.of(embedder, dataset.corpus(), progress);
    return judge(dataset, exact, start, dataset.notes());
  }

  /// Evaluates any retriever.
  public Ranked retrieval(Dataset dataset, Retriever retriever) {
    return judge(dataset, retriever, System.nanoTime(), dataset.notes());
  }

  /// Evaluates an embedder as a reranker: each query's own candidates, by cosine.
  public Ranked reranking(RerankSet set, Embedder embedder) {
    long start = System.nanoTime();
    var embed = new TextEmbedder(embedder, progress);
    float[][] queries =
        embed.embed(set.queries().stream().map(JudgedQuery::text).toList(), TextEmbedder.QUERIES);
    List<Document> candidates =
        set.queries().stream().flatMap(query -> set.of(query).stream()).toList();
    float[][] passages =
        embed.embed(candidates.stream().map(Document::passage).toList(), TextEmbedder.PASSAGES);
    Map<String, List<ScoredId>> rankings = new LinkedHashMap<>();
    int at = 0;
    for (int q = 0; q < queries.length; q++) {
      List<ScoredId> ranking = new ArrayList<>();
      for (Document candidate : set.of(set.queries().get(q))) {
        ranking.add(new ScoredId(candidate.id(), Vectors.cosine(queries[q], passages[at++])));
      }
      rankings.put(set.queries().get(q).id(), ranking);
    }
    var run = new Run(TAG, rankings);
    Scores scores = Scores.of(run, set.judgments(), Measure.RERANKING);
    return new Ranked(run, scores, report(scores, candidates.size(), start, set.notes()));
  }

  /// Correlation of cosines with human similarity scores; sentences get no prompt.
  public Paired similarity(StsPairs pairs, Embedder embedder) {
    long start = System.nanoTime();
    var embed = new TextEmbedder(embedder, progress);
    float[][] first = embed.embed(pairs.first(), TextEmbedder.SENTENCES);
    float[][] second = embed.embed(pairs.second(), TextEmbedder.SENTENCES);
    double[] cosines = new double[pairs.size()];
    Arrays.setAll(cosines, i -> Vectors.cosine(first[i], second[i]));
    Map<String, Estimate> figures = new LinkedHashMap<>();
    for (Correlation kind : List.of(Correlation.SPEARMAN, Correlation.PEARSON)) {
      figures.put(kind.key(), bootstrap.correlation(kind, cosines, pairs.scores()));
    }
    Map<String, Long> counts = Map.of("pairs", (long) pairs.size());
    return new Paired(cosines, new Report(figures, counts, since(start), List.of()));
  }

  private Ranked judge(Dataset dataset, Retriever retriever, long start, List<String> notes) {
    List<JudgedQuery> queries = dataset.queries();
    List<List<ScoredId>> ranked = retriever.rank(queries, DEPTH);
    Map<String, List<ScoredId>> rankings = new LinkedHashMap<>();
    for (int i = 0; i < queries.size(); i++) {
      rankings.put(queries.get(i).id(), ranked.get(i));
    }
    var run = new Run(TAG, rankings);
    Scores scores = Scores.of(run, dataset.judgments(), Measure.RETRIEVAL);
    return new Ranked(run, scores, report(scores, dataset.documents(), start, notes));
  }

  private Report report(Scores scores, long documents, long start, List<String> notes) {
    double seconds = since(start);
    Map<String, Estimate> figures = new LinkedHashMap<>();
    scores
        .values()
        .keySet()
        .forEach(measure -> figures.put(measure.key(), scores.mean(measure, bootstrap)));
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("queries", (long) scores.queries().size());
    counts.put("documents", documents);
    return new Report(figures, counts, seconds, notes);
  }

  private static double since(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
