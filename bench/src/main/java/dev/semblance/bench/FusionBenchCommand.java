package dev.semblance.bench;

import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.FusionRules;
import dev.semblance.query.Lane;
import dev.semblance.query.Lane.LaneSettings;
import dev.semblance.rank.Fused;
import dev.semblance.rank.Fusion;
import dev.semblance.search.evaluate.Dataset;
import dev.semblance.search.evaluate.JudgedQuery;
import dev.semblance.search.evaluate.Measure;
import dev.semblance.search.evaluate.Run;
import dev.semblance.search.evaluate.ScoredId;
import dev.semblance.search.evaluate.Scores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Quality of the rules of fusion on judged sets.
@Command(
    name = "fusion",
    description = {
      "Compare the rules of fusion on judged data sets.",
      "",
      "Computes the rankings of both lanes, 200 deep, or reads them from the run files of an"
          + " earlier call, fuses them by each rule, and prints nDCG@10 and the share of queries"
          + " whose first hit is relevant."
    },
    mixinStandardHelpOptions = true)
final class FusionBenchCommand implements Callable<Integer> {
  private static final double[] WEIGHTS = {0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

  @Option(
      names = "--dataset",
      required = true,
      paramLabel = "DIR=MODEL",
      description =
          "Folder with corpus, queries and judgments, and the model of its vectors; repeatable.")
  Map<Path, String> datasets = new LinkedHashMap<>();

  @Option(
      names = "--runs",
      defaultValue = "runs",
      description = "Folder of the run files (default: runs).")
  Path runs = Path.of("runs");

  @Override
  public Integer call() throws IOException {
    for (Map.Entry<Path, String> each : datasets.entrySet()) {
      String set = each.getKey().getFileName().toString();
      Dataset dataset = Dataset.open(each.getKey());
      LaneRuns lanes = LaneRuns.of(dataset, set, runs, each.getValue());
      System.out.printf(
          Locale.ROOT, "%n%s, %d queries: nDCG@10, first hit%n", set, dataset.queries().size());
      print("dense", score(lanes.dense(), dataset));
      print("lexical", score(lanes.lexical(), dataset));
      for (String name : FusionRules.names()) {
        FusionRule rule = FusionRules.named(name);
        print(name, fused(dataset, lanes, rule, Lane.DENSE, Lane.LEXICAL));
        if (isWeighed(name)) {
          printWeights(dataset, lanes, rule);
        }
      }
    }
    return 0;
  }

  /// Whether the rule is one of ours, or rank fusion, whose weights are compared.
  private static boolean isWeighed(String name) {
    return FusionRules.names().indexOf(name) <= FusionRules.names().indexOf("rrf");
  }

  private static void printWeights(Dataset dataset, LaneRuns lanes, FusionRule rule) {
    for (double weight : WEIGHTS) {
      Lane dense = new Lane.DenseVectors(LaneSettings.weighted(weight));
      Lane lexical = new Lane.Lexical(LaneSettings.weighted(1 - weight));
      print("  dense " + weight, fused(dataset, lanes, rule, dense, lexical));
    }
  }

  private static Scores fused(
      Dataset dataset, LaneRuns lanes, FusionRule rule, Lane dense, Lane lexical) {
    Map<String, List<ScoredId>> rankings = new LinkedHashMap<>();
    for (JudgedQuery query : dataset.queries()) {
      List<Fused> fused = Fusion.fuse(lanes.of(query.id(), dense, lexical), rule);
      rankings.put(query.id(), inOrder(fused));
    }
    return score(new Run(rule.name(), rankings), dataset);
  }

  /// With the places as scores: trec_eval orders equal scores otherwise than a search does.
  private static List<ScoredId> inOrder(List<Fused> fused) {
    List<ScoredId> hits = new ArrayList<>();
    for (Fused document : fused.subList(0, Math.min(10, fused.size()))) {
      hits.add(new ScoredId(document.candidate().id(), -hits.size()));
    }
    return hits;
  }

  private static Scores score(Run run, Dataset dataset) {
    return Scores.of(run, dataset.judgments(), List.of(Measure.NDCG_10, Measure.MRR_10));
  }

  private static void print(String row, Scores scores) {
    long first = Arrays.stream(scores.of(Measure.MRR_10)).filter(each -> each == 1).count();
    System.out.printf(
        Locale.ROOT,
        "%-30s %.4f  %.4f%n",
        row,
        scores.mean(Measure.NDCG_10),
        (double) first / scores.queries().size());
  }
}
