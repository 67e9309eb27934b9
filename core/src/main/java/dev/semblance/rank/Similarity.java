package dev.semblance.rank;

import dev.semblance.Embedding;
import dev.semblance.vector.Kernel;
import dev.semblance.vector.Linear;
import dev.semblance.vector.Vectors;

/// Similarity of two embeddings of one kind, the query's first. *Safe for use by many threads.*
public final class Similarity {
  private Similarity() {}

  /// The cosine of two vectors, the inner product of two weightings, or the mean over the query's
  /// vectors of each one's best inner product.
  ///
  /// @throws IllegalArgumentException when they are of different kinds or widths
  public static double of(Embedding query, Embedding document) {
    return switch (query) {
      case Embedding.Dense(float[] values) when document instanceof Embedding.Dense other ->
          Vectors.cosine(values, other.values());
      case Embedding.Sparse weights when document instanceof Embedding.Sparse other ->
          shared(weights, other);
      case Embedding.MultiVector vectors when document instanceof Embedding.MultiVector other ->
          vectors.rows() == 0 ? 0 : maxSim(vectors, other) / vectors.rows();
      case Embedding.Dense _, Embedding.Sparse _, Embedding.MultiVector _ ->
          throw new IllegalArgumentException("embeddings of two kinds cannot be compared");
    };
  }

  /// Σ wᵢ·vᵢ over the ids that both have.
  public static double shared(Embedding.Sparse a, Embedding.Sparse b) {
    double sum = 0;
    int i = 0;
    int j = 0;
    while (i < a.ids().length && j < b.ids().length) {
      if (a.ids()[i] == b.ids()[j]) {
        sum += (double) a.weights()[i++] * b.weights()[j++];
      } else if (a.ids()[i] < b.ids()[j]) {
        i++;
      } else {
        j++;
      }
    }
    return sum;
  }

  /// MaxSim: Σᵢ maxⱼ qᵢ·dⱼ; 0 for a document without vectors.
  ///
  /// Source: Khattab and Zaharia 2020, "ColBERT". Complexity O(rows · rows · width).
  public static double maxSim(Embedding.MultiVector query, Embedding.MultiVector document) {
    if (query.width() != document.width()) {
      throw new IllegalArgumentException(
          "vectors of " + query.width() + " and " + document.width() + " cannot be compared");
    }
    int columns = document.rows();
    if (columns == 0) {
      return 0;
    }
    float[] products = new float[query.rows() * columns];
    Kernel.best()
        .products(
            Linear.RowBlock.all(query.values(), query.width()),
            query.width(),
            Linear.RowBlock.all(document.values(), document.width()),
            products);
    double sum = 0;
    for (int row = 0; row < query.rows(); row++) {
      float best = Float.NEGATIVE_INFINITY;
      for (int column = 0; column < columns; column++) {
        best = Math.max(best, products[row * columns + column]);
      }
      sum += best;
    }
    return sum;
  }
}
