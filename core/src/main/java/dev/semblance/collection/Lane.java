package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One way in which a search finds candidates, with its settings.
public sealed interface Lane {
  /// Nearest vectors, weight 1.
  Lane DENSE = new DenseVectors(1);

  /// Words, weight 1.
  Lane LEXICAL = new Lexical(1);

  /// Every lane, in the order in which hits show them.
  List<Lane> ALL = List.of(DENSE, LEXICAL);

  /// Its name on the wire, on the command line and in hits.
  String name();

  /// Factor on its contribution where several lanes are fused, above 0.
  double weight();

  /// Nearest vectors by cosine; the collection's model embeds the query.
  record DenseVectors(double weight) implements Lane {
    public DenseVectors {
      requirePositive(weight);
    }

    @Override
    public String name() {
      return "dense";
    }
  }

  /// Words of title and text, by BM25.
  record Lexical(double weight) implements Lane {
    public Lexical {
      requirePositive(weight);
    }

    @Override
    public String name() {
      return "lexical";
    }
  }

  /// The lanes of a search mode: the name of one lane, or `hybrid` for all.
  ///
  /// @throws SemblanceException INVALID for another name
  static List<Lane> ofMode(String mode) {
    if (mode.equals("hybrid")) {
      return ALL;
    }
    List<Lane> named = ALL.stream().filter(lane -> lane.name().equals(mode)).toList();
    if (named.isEmpty()) {
      throw new SemblanceException(
          Fault.INVALID, "`mode` must be `hybrid`, `dense` or `lexical`. Given: `" + mode + "`");
    }
    return named;
  }

  /// The modes that [#ofMode] reads.
  static List<String> modes() {
    return Stream.concat(Stream.of("hybrid"), ALL.stream().map(Lane::name))
        .collect(Collectors.toUnmodifiableList());
  }

  private static void requirePositive(double weight) {
    if (!(weight > 0) || Double.isInfinite(weight)) {
      throw new SemblanceException(
          Fault.INVALID, "the `weight` of a lane must be above 0. Given: " + weight);
    }
  }
}
