package dev.semblance.server.calibration;

import static java.util.stream.Collectors.joining;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.vector.Ranges;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// Quantization ranges by model, kind of vector and dimensions. They are found by the model's
/// fingerprint, so another model of the same name has none. *Safe for use by many threads.*
public final class CalibrationRegistry {
  private static final int MAX_RANGES = 1_024;

  private final CalibrationStore store;
  private final Map<String, SortedMap<RangesKey, Ranges>> byFingerprint = new ConcurrentHashMap<>();

  /// @param store where they are persisted
  public CalibrationRegistry(CalibrationStore store) {
    this.store = store;
  }

  /// Key of one set of ranges of a model.
  private record RangesKey(Output kind, int dimensions) implements Comparable<RangesKey> {
    private static final Comparator<RangesKey> ORDER =
        Comparator.comparing(RangesKey::kind).thenComparingInt(RangesKey::dimensions);

    @Override
    public int compareTo(RangesKey other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return kind.wireName() + " " + dimensions;
    }
  }

  /// Replaces the ranges of the same kind and dimensions.
  ///
  /// @throws SemblanceException TOO_LARGE when there are too many, CORRUPT_INDEX, INTERNAL
  public synchronized void save(ModelCard model, Output kind, Ranges ranges) {
    SortedMap<RangesKey, Ranges> present = ranges(model);
    RangesKey key = new RangesKey(kind, ranges.dimensions());
    int all = byFingerprint.values().stream().mapToInt(Map::size).sum();
    if (all >= MAX_RANGES && !present.containsKey(key)) {
      throw new SemblanceException(
          Fault.TOO_LARGE, "this server stores at most " + MAX_RANGES + " sets of ranges");
    }
    SortedMap<RangesKey, Ranges> changed = new TreeMap<>(present);
    changed.put(key, ranges);
    store.save(model, calibrations(model, changed));
    byFingerprint.put(model.fingerprint(), changed);
  }

  /// @throws SemblanceException INVALID when there are none; the message names the remedy
  public Ranges require(ModelCard model, Output kind, int dimensions) {
    SortedMap<RangesKey, Ranges> all = ranges(model);
    Ranges ranges = all.get(new RangesKey(kind, dimensions));
    if (ranges == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "int8 and uint8 need the ranges of model '%s' for %s vectors of %d dimensions%s; give"
                  .formatted(model.shownName(), kind.wireName(), dimensions, others(all))
              + " them with POST /models/%s/ranges".formatted(model.shownName()));
    }
    return ranges;
  }

  /// The ranges of a model, in the order of kind and dimensions.
  ///
  /// @throws SemblanceException CORRUPT_INDEX
  public List<OutputRanges> of(ModelCard model) {
    return calibrations(model, ranges(model));
  }

  /// The returned map is never modified.
  private SortedMap<RangesKey, Ranges> ranges(ModelCard model) {
    return byFingerprint.computeIfAbsent(model.fingerprint(), _ -> stored(model));
  }

  private SortedMap<RangesKey, Ranges> stored(ModelCard model) {
    SortedMap<RangesKey, Ranges> ranges = new TreeMap<>();
    for (OutputRanges output : store.of(model)) {
      ranges.put(new RangesKey(output.kind(), output.ranges().dimensions()), output.ranges());
    }
    return ranges;
  }

  private static List<OutputRanges> calibrations(
      ModelCard model, SortedMap<RangesKey, Ranges> all) {
    return all.entrySet().stream()
        .map(one ->
            new OutputRanges(
                model.shownName(), model.fingerprint(), one.getKey().kind(), one.getValue()))
        .toList();
  }

  private static String others(SortedMap<RangesKey, Ranges> all) {
    return all.isEmpty()
        ? ""
        : all.keySet().stream()
            .map(RangesKey::toString)
            .collect(joining(", ", " (there are those for ", ")"));
  }
}
