package dev.semblance.server.service;

import static java.util.stream.Collectors.joining;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.vector.Ranges;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ranges by model, kind of vector and dimensions, kept as long as the server runs. They belong to
/// the model's fingerprint: another model of the same name has none. *Safe for use by many
/// threads.*
final class Calibrations {
  private static final int MOST = 1_024;

  private final Map<Key, Ranges> kept = new ConcurrentHashMap<>();

  private record Key(String fingerprint, Output kind, int dimensions) {}

  /// Takes the place of ranges of the same kind and dimensions.
  ///
  /// @throws SemblanceException TOO_LARGE when there are too many
  void keep(ModelCard model, Output kind, Ranges ranges) {
    var key = new Key(model.fingerprint(), kind, ranges.dimensions());
    if (kept.size() >= MOST && !kept.containsKey(key)) {
      throw new SemblanceException(
          Fault.TOO_LARGE, "this server keeps no more than " + MOST + " ranges");
    }
    kept.put(key, ranges);
  }

  /// @throws SemblanceException INVALID when there are none; the message says what to do
  Ranges require(ModelCard model, Output kind, int dimensions) {
    Ranges ranges = kept.get(new Key(model.fingerprint(), kind, dimensions));
    if (ranges == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "int8 and uint8 need the ranges of model '%s' for %s vectors of %d dimensions%s; give"
                  .formatted(model.id(), name(kind), dimensions, others(model))
              + " them with POST /models/%s/ranges".formatted(model.id()));
    }
    return ranges;
  }

  /// Those of a model, by kind and dimensions.
  List<Calibration> of(ModelCard model) {
    return kept.entrySet().stream()
        .filter(one -> one.getKey().fingerprint().equals(model.fingerprint()))
        .sorted(
            Comparator.comparing((Map.Entry<Key, Ranges> one) -> one.getKey().kind())
                .thenComparingInt(one -> one.getKey().dimensions()))
        .map(one -> new Calibration(model.id(), one.getKey().kind(), one.getValue()))
        .toList();
  }

  /// What clients call a kind of vector.
  static String name(Output kind) {
    return switch (kind) {
      case DENSE -> "dense";
      case SPARSE -> "sparse";
      case MULTI_VECTOR -> "colbert";
      case TOKENS -> "tokens";
    };
  }

  private String others(ModelCard model) {
    List<Calibration> others = of(model);
    return others.isEmpty()
        ? ""
        : others.stream()
            .map(one -> name(one.kind()) + " " + one.ranges().dimensions())
            .collect(joining(", ", " (there are those for ", ")"));
  }
}
