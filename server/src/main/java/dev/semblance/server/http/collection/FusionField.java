package dev.semblance.server.http.collection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.fusion.Combination;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.FusionRules;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import java.util.List;

/// The field `fusion` of a search: a rule's name, or `{"rule","k","combination"}`.
final class FusionField {
  private static final String NAME = "fusion";
  private static final List<String> FIELDS = List.of("rule", "k", "combination");

  private FusionField() {}

  /// @throws JsonError WRONG_SHAPE
  static FusionRule read(Fields body) {
    JsonNode value = body.object().path(NAME);
    if (value.isMissingNode() || value.isNull()) {
      return FusionRules.DEFAULT;
    }
    if (value.isTextual()) {
      return FusionRules.named(value.textValue());
    }
    if (!value.isObject()) {
      throw JsonError.wrongShape(NAME, "expected a rule's name, or an object with `rule`");
    }
    Fields settings = Fields.of(value).only(FIELDS);
    return withCombination(settings, withK(settings, FusionRules.named(settings.text("rule"))));
  }

  private static FusionRule withK(Fields settings, FusionRule rule) {
    Double k = settings.numberOrNull("k");
    if (k == null) {
      return rule;
    }
    return switch (rule) {
      case FusionRule.OfRanks ranks -> ranks.withK(k);
      case FusionRule.OfScores scores ->
          throw JsonError.wrongShape(
              "k", "`" + scores.name() + "` has none; it belongs to rules of ranks, such as `rrf`");
    };
  }

  private static FusionRule withCombination(Fields settings, FusionRule rule) {
    String name = settings.textOrNull("combination");
    if (name == null) {
      return rule;
    }
    if (rule instanceof FusionRule.OfScores scores && scores.combinesOtherwise()) {
      return scores.with(Combination.mean(name));
    }
    throw JsonError.wrongShape(
        "combination", "`%s` has one combination only; leave the field out".formatted(rule.name()));
  }
}
