package dev.semblance.search.evaluate;

import java.util.List;

/// Measures of a ranking's quality, 0 … 1. Definitions and names are those of trec_eval
/// (github.com/usnistgov/trec_eval); a document is relevant from grade 1 (its default `-l 1`), a
/// document without judgment is not relevant, and a query without a relevant document scores 0.
///
/// BEIR and MTEB compute theirs with pytrec_eval, which runs the same code.
public enum Measure {
  /// trec_eval `ndcg_cut.10`: the gain of a document is its grade, rank `r` from 1 is discounted by
  /// log2(r + 1), and the sum over the first 10 is divided by that of the best possible ranking
  /// (Järvelin and Kekäläinen, ACM TOIS 20, 2002).
  NDCG_10("ndcg@10"),
  /// trec_eval `recip_rank` with `-M 10`: 1 / rank of the first relevant document of the first 10,
  /// else 0.
  MRR_10("mrr@10"),
  /// trec_eval `map`: the precision at each relevant document found, summed, divided by the number
  /// of all relevant documents. The whole ranking counts, so it grows a little with its depth.
  MAP("map"),
  /// trec_eval `recall.10`: the share of all relevant documents that is among the first 10.
  RECALL_10("recall@10"),
  /// trec_eval `recall.100`.
  RECALL_100("recall@100"),
  /// trec_eval `recip_rank`, at any depth; reported for reranking.
  MRR("mrr");

  /// Measures reported for a search.
  public static final List<Measure> RETRIEVAL =
      List.of(NDCG_10, MRR_10, MAP, RECALL_10, RECALL_100);

  /// Measures reported for a reranking.
  public static final List<Measure> RERANKING = List.of(MAP, MRR);

  private final String key;

  Measure(String key) {
    this.key = key;
  }

  /// The name in reports, such as `ndcg@10`.
  public String key() {
    return key;
  }

  double of(Judged judged) {
    if (judged.relevant() == 0) {
      return 0;
    }
    return switch (this) {
      case NDCG_10 -> ndcg(judged, 10);
      case MRR_10 -> reciprocalRank(judged, 10);
      case MAP -> averagePrecision(judged);
      case RECALL_10 -> recall(judged, 10);
      case RECALL_100 -> recall(judged, 100);
      case MRR -> reciprocalRank(judged, Integer.MAX_VALUE);
    };
  }

  private static double ndcg(Judged judged, int depth) {
    return gain(judged.grades(), depth) / gain(judged.ideal(), depth);
  }

  private static double gain(int[] grades, int depth) {
    double sum = 0;
    for (int i = 0; i < Math.min(depth, grades.length); i++) {
      sum += Math.max(0, grades[i]) / (Math.log(i + 2) / Math.log(2));
    }
    return sum;
  }

  private static double reciprocalRank(Judged judged, int depth) {
    int[] grades = judged.grades();
    for (int i = 0; i < Math.min(depth, grades.length); i++) {
      if (grades[i] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  private static double averagePrecision(Judged judged) {
    int[] grades = judged.grades();
    int found = 0;
    double sum = 0;
    for (int i = 0; i < grades.length; i++) {
      if (grades[i] > 0) {
        found++;
        sum += (double) found / (i + 1);
      }
    }
    return sum / judged.relevant();
  }

  private static double recall(Judged judged, int depth) {
    return (double) judged.relevantIn(depth) / judged.relevant();
  }
}
