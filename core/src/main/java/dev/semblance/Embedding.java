package dev.semblance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The embedding of one input. Arrays belong to the receiver.
public sealed interface Embedding {
  /// One vector `[k]`.
  record Dense(float[] values) implements Embedding {}

  /// Weights of vocabulary entries; all others are 0.
  ///
  /// @param ids token ids, ascending
  /// @param weights one for each id, above 0
  record Sparse(int[] ids, float[] weights) implements Embedding {
    /// The weights as a row, one for each entry of the vocabulary.
    ///
    /// @param vocabulary its size `v`, above every id
    /// @return `[v]`, 0 where no weight is named
    public Dense spread(int vocabulary) {
      float[] row = new float[vocabulary];
      for (int i = 0; i < ids.length; i++) {
        row[ids[i]] = weights[i];
      }
      return new Dense(row);
    }

    /// The heaviest entries and no others, of equal ones the first.
    ///
    /// @param count how many, from 0
    public Sparse heaviest(int count) {
      if (ids.length <= count) {
        return this;
      }
      int[] kept =
          IntStream.range(0, ids.length)
              .boxed()
              .sorted((a, b) -> Float.compare(weights[b], weights[a])) // stable: smaller ids first
              .limit(count)
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
      float[] heaviest = new float[count];
      for (int i = 0; i < count; i++) {
        heaviest[i] = weights[kept[i]];
        kept[i] = ids[kept[i]];
      }
      return new Sparse(kept, heaviest);
    }
  }

  /// Several vectors.
  ///
  /// @param values `[rows,width]`, one row after another
  /// @param width numbers in a row
  record MultiVector(float[] values, int width) implements Embedding {
    public int rows() {
      return values.length / width;
    }

    /// Copies of the rows, in order.
    public List<float[]> list() {
      return IntStream.range(0, rows())
          .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
          .toList();
    }
  }
}
