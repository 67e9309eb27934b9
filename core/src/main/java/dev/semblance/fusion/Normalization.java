package dev.semblance.fusion;

/// How a lane's raw scores become comparable with those of another lane. Each is a formula over the
/// scores `s` of the lane's candidates: `low` and `high` are the lowest and the highest of them,
/// `μ` their mean, `σ` their standard deviation. A document that the lane did not return counts as
/// 0.
public enum Normalization {
  /// `s`, unchanged.
  NONE,

  /// `(s − low) / (high − low)`: 0 … 1. Equal scores are 1.
  MIN_MAX,

  /// `(s − low) / σ`: z-scores, shifted so that the lowest is 0, like that of a document that the
  /// lane did not return. `σ` divides by the number of scores. Equal scores are 1.
  Z_SCORE,

  /// `s / √Σs²`; 0 where all scores are.
  L2,

  /// `(s − (μ − 3σ)) / 6σ`, at least 0 and at most 1. `σ` divides by the number of scores. Equal
  /// scores are 1.
  DISTRIBUTION,

  /// OpenSearch's `min_max`: as [#MIN_MAX], but 0.001 instead of 0.
  OPENSEARCH_MIN_MAX,

  /// OpenSearch's `z_score`: `(s − μ) / σ`, but 0.001 instead of 0 and below. `σ` divides by the
  /// number of scores less one. A score equal to `μ` becomes `high`, as it is.
  OPENSEARCH_Z_SCORE,

  /// Qdrant's DBSF: `(s − (μ − 3σ)) / 6σ`, neither bound applied. `σ` divides by the number of
  /// scores less one. Equal scores are 0.5.
  QDRANT_DBSF,

  /// Haystack's DBSF: `(s − (μ − 3σ)) / 6σ`, neither bound applied. `σ` divides by the number of
  /// scores. Equal scores are 0.
  HAYSTACK_DBSF,

  /// Vespa's `normalize_linear`: as [#MIN_MAX], but equal scores are 0.5.
  VESPA_LINEAR,

  /// MetaSpore's `s / (high + 0.001) + level`, where the lane's weight is its level.
  METASPORE
}
