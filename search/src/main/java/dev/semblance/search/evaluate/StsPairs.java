package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.evaluate.StrictLines.Malformed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Pairs of sentences with human similarity scores. Arrays must not be modified.
///
/// @param scores higher is more similar
/// @param first one sentence of each pair
/// @param second the other
public record StsPairs(double[] scores, List<String> first, List<String> second) {
  public StsPairs {
    first = List.copyOf(first);
    second = List.copyOf(second);
  }

  public int size() {
    return scores.length;
  }

  /// Reads a file whose first line is a header and every other one `score`, `sentence1`,
  /// `sentence2`, separated by tabs; quotes have no meaning.
  ///
  /// @throws SemblanceException NOT_FOUND; INVALID with file and line, or for fewer than two pairs
  public static StsPairs read(Path file) {
    List<Double> scores = new ArrayList<>();
    List<String> first = new ArrayList<>();
    List<String> second = new ArrayList<>();
    StrictLines.visit(
        file,
        (number, text) -> {
          String[] columns = text.split("\t", -1);
          if (columns.length != 3) {
            throw new Malformed(
                "expected score, sentence1 and sentence2 parted by tabs, got "
                    + columns.length
                    + " columns");
          }
          if (number == 1) {
            requireHeader(columns);
            return;
          }
          if (columns[1].isBlank() || columns[2].isBlank()) {
            throw new Malformed("a sentence is empty");
          }
          scores.add(StrictLines.number("the score", columns[0]));
          first.add(columns[1]);
          second.add(columns[2]);
        });
    if (scores.size() < 2) {
      throw new SemblanceException(
          Fault.INVALID, file + " holds " + scores.size() + " pairs; a correlation needs two");
    }
    return new StsPairs(scores.stream().mapToDouble(Double::doubleValue).toArray(), first, second);
  }

  private static void requireHeader(String[] columns) throws Malformed {
    if (!List.of(columns).equals(List.of("score", "sentence1", "sentence2"))) {
      throw new Malformed(
          "expected the header score, sentence1, sentence2; got " + List.of(columns));
    }
  }
}
