package dev.semblance.server.command.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.FusionRules;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.Retrieval;
import dev.semblance.server.command.option.NameConverter;
import dev.semblance.server.settings.Quantity;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// Options of `search` that say how hits are found and ordered.
final class RankingOptions {
  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "hybrid",
      converter = SearchMode.Converter.class,
      completionCandidates = SearchMode.Names.class,
      description = "hybrid, dense or lexical; ${DEFAULT-VALUE} by default.")
  private SearchMode mode = SearchMode.HYBRID;

  @Option(
      names = "--fusion",
      paramLabel = "RULE",
      converter = RuleConverter.class,
      completionCandidates = RuleNames.class,
      description =
          "How several lanes are fused, such as min-max (the default), z-score or rrf; the page of"
              + " search has all.")
  private FusionRule fusion = FusionRules.DEFAULT;

  @Option(
      names = "--weight",
      paramLabel = "LANE=WEIGHT",
      description = "Weight of a lane, above 0, such as dense=0.4; repeatable.")
  private Map<String, Double> weights = new LinkedHashMap<>();

  @Option(
      names = "--window",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description =
          "Candidates of each lane, 1 to 10000; 200 of each of several, 1000 of one by default.")
  private Optional<Integer> window = Optional.empty();

  @Option(
      names = "--min-score",
      paramLabel = "SCORE",
      description = "Leave out hits with lower scores.")
  private Optional<Double> minScore = Optional.empty();

  /// @throws SemblanceException INVALID for a lane that is not searched, or a value out of range
  Retrieval retrieval() {
    List<String> names = mode.lanes().stream().map(Lane::name).toList();
    for (String name : weights.keySet()) {
      if (!names.contains(name)) {
        throw new SemblanceException(
            Fault.INVALID,
            "--weight %s: the lanes of this search are %s"
                .formatted(name, String.join(", ", names)));
      }
    }
    List<Lane> lanes = mode.lanes().stream().map(this::weighted).toList();
    return new Retrieval(lanes, fusion, window.orElse(Retrieval.usualWindow(lanes)));
  }

  private Lane weighted(Lane lane) {
    Double weight = weights.get(lane.name());
    return weight == null ? lane : Lane.of(lane.name(), Lane.LaneSettings.weighted(weight));
  }

  /// The first hits.
  Page first(int k, Page.Detail detail) {
    OptionalDouble least =
        minScore.isPresent() ? OptionalDouble.of(minScore.get()) : OptionalDouble.empty();
    return new Page(k, 0, least, detail, Arrangement.STANDARD);
  }

  /// Reads a rule's name in any case.
  static final class RuleConverter implements ITypeConverter<FusionRule> {
    @Override
    public FusionRule convert(String value) {
      String name = value.toLowerCase(Locale.ROOT);
      if (!FusionRules.names().contains(name)) {
        throw NameConverter.unknown(value, FusionRules.names());
      }
      return FusionRules.named(name);
    }
  }

  /// The names of the rules, for shell completion.
  static final class RuleNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return FusionRules.names().iterator();
    }
  }
}
