package dev.semblance.bench;

import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.ModelCard;
import dev.semblance.Progress;
import dev.semblance.Prompts;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.engine.Engine;
import dev.semblance.io.Trees;
import dev.semblance.query.Lane;
import dev.semblance.rank.Ranking;
import dev.semblance.search.DataDirectory;
import dev.semblance.search.evaluate.CollectionRetriever;
import dev.semblance.search.evaluate.Dataset;
import dev.semblance.search.evaluate.ExactRetriever;
import dev.semblance.search.evaluate.JudgedQuery;
import dev.semblance.search.evaluate.Run;
import dev.semblance.search.evaluate.RunFile;
import dev.semblance.search.evaluate.ScoredId;
import dev.semblance.search.ingest.Ingest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rankings of both lanes for the queries of a set: computed once, then read from run files.
///
/// @param dense by exact comparison
/// @param lexical of an index
record LaneRuns(Run dense, Run lexical) {
  /// Candidates of each lane and query.
  static final int DEPTH = 200;

  /// @param folder of the run files `SET.dense.run` and `SET.lexical.run`
  /// @param model of the vectors, if the run file does not exist
  static LaneRuns of(Dataset dataset, String set, Path folder, String model) throws IOException {
    Files.createDirectories(folder);
    Path dense = folder.resolve(set + ".dense.run");
    Path lexical = folder.resolve(set + ".lexical.run");
    if (Files.notExists(lexical)) {
      RunFile.write(run("lexical", dataset, rankByWords(dataset)), lexical);
    }
    if (Files.notExists(dense)) {
      System.err.println("embedding the " + dataset.documents() + " documents of " + set);
      RunFile.write(run("dense", dataset, rankByVectors(dataset, model)), dense);
    }
    return new LaneRuns(RunFile.read(dense), RunFile.read(lexical));
  }

  /// The rankings of one query.
  List<Ranking> of(String query, Lane denseLane, Lane lexicalLane) {
    return List.of(
        new Ranking(denseLane, candidates(dense, query)),
        new Ranking(lexicalLane, candidates(lexical, query)));
  }

  private static List<Candidate> candidates(Run run, String query) {
    return run.of(query).stream()
        .limit(DEPTH)
        .map(hit -> new Candidate(hit.id(), hit.score(), 0))
        .sorted(Candidate.BEST_FIRST)
        .toList();
  }

  private static List<List<ScoredId>> rankByVectors(Dataset dataset, String model) {
    try (Embedder embedder = Engine.open(model, Bench.settings())) {
      return ExactRetriever.of(embedder, dataset.corpus(), Progress.SILENT)
          .rank(dataset.queries(), DEPTH);
    }
  }

  private static List<List<ScoredId>> rankByWords(Dataset dataset) throws IOException {
    Path root = Files.createTempDirectory("semblance-bench-fusion");
    try (DataDirectory data = DataDirectory.open(root, LaneRuns::constant)) {
      DocumentCollection collection = data.create("words", "constant");
      var _ = new Ingest(collection, Progress.SILENT).run(dataset.corpus());
      return new CollectionRetriever(collection, List.of(Lane.LEXICAL))
          .rank(dataset.queries(), DEPTH);
    } finally {
      Trees.delete(root);
    }
  }

  /// One vector for every text: the words alone are searched.
  private static Embedder constant(String model) {
    var card =
        new ModelCard(
            model,
            model,
            ModelCard.Task.Embed.dense("none"),
            new ModelCard.Shape(1, Integer.MAX_VALUE, 1, "float32"),
            Prompts.NONE);
    return new FixedEmbedder(card, Embedded.dense(new float[] {1}, 1));
  }

  private static Run run(String tag, Dataset dataset, List<List<ScoredId>> ranked) {
    Map<String, List<ScoredId>> rankings = new LinkedHashMap<>();
    List<JudgedQuery> queries = dataset.queries();
    for (int i = 0; i < queries.size(); i++) {
      rankings.put(queries.get(i).id(), ranked.get(i));
    }
    return new Run(tag, rankings);
  }
}
