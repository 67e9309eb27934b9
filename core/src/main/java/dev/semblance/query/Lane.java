package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One way in which a search finds candidates, with its settings.
public sealed interface Lane {
  /// Nearest vectors.
  Lane DENSE = new DenseVectors(LaneSettings.STANDARD);

  /// Words.
  Lane LEXICAL = new Lexical(LaneSettings.STANDARD);

  /// Largest weight of a lane.
  double MAX_WEIGHT = 1e6;

  /// Every lane, in the order in which hits show them.
  List<Lane> ALL = List.of(DENSE, LEXICAL);

  /// Its name on the wire, on the command line and in hits.
  String name();

  LaneSettings settings();

  /// Nearest vectors by cosine; the collection's model embeds the query.
  record DenseVectors(LaneSettings settings) implements Lane {
    @Override
    public String name() {
      return "dense";
    }
  }

  /// Words of title and text, by BM25.
  record Lexical(LaneSettings settings) implements Lane {
    @Override
    public String name() {
      return "lexical";
    }
  }

  /// How much a lane counts.
  ///
  /// @param weight above 0; the fusion rule's own where it is absent
  /// @param minScore the lane leaves out candidates with lower raw scores
  record LaneSettings(OptionalDouble weight, OptionalDouble minScore) {
    /// The fusion rule's weight, every candidate.
    public static final LaneSettings STANDARD =
        new LaneSettings(OptionalDouble.empty(), OptionalDouble.empty());

    public LaneSettings {
      if (weight.isPresent() && !(weight.getAsDouble() > 0 && weight.getAsDouble() <= MAX_WEIGHT)) {
        throw new SemblanceException(
            Fault.INVALID,
            "the `weight` of a lane must be above 0 and at most 1000000; leave out a lane that is"
                + " not to count. Given: "
                + weight.getAsDouble());
      }
      if (minScore.isPresent() && !Double.isFinite(minScore.getAsDouble())) {
        throw new SemblanceException(
            Fault.INVALID, "`min_score` must be a finite number. Given: " + minScore.getAsDouble());
      }
    }

    /// The fusion rule's weight replaced.
    public static LaneSettings weighted(double weight) {
      return new LaneSettings(OptionalDouble.of(weight), OptionalDouble.empty());
    }
  }

  /// A lane by its name.
  ///
  /// @throws SemblanceException INVALID for another name
  static Lane of(String name, LaneSettings settings) {
    return switch (name) {
      case "dense" -> new DenseVectors(settings);
      case "lexical" -> new Lexical(settings);
      default ->
          throw new SemblanceException(
              Fault.INVALID, "a lane is `dense` or `lexical`. Given: `" + name + "`");
    };
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
}
