package dev.semblance.server.service;

import static java.util.Objects.requireNonNull;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.score.HybridScore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/// Scores of pairs from embeddings: every different query and passage is read once, whatever the
/// number of pairs it stands in. *Safe for use by many threads.*
///
/// @param embedder of both
/// @param options the same for all of them, but for the prompt
record PairScores(Embedder embedder, EmbedOptions options) {

  /// @param kinds the comparable kinds that the embedder makes
  static PairScores of(Embedder embedder, Collection<Output> kinds, EmbedOptions options) {
    List<Output> compared = kinds.stream().filter(HybridScore.COMPARABLE::contains).toList();
    if (compared.isEmpty()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED, "model makes " + kinds + ", none of which can be compared");
    }
    return new PairScores(embedder, options.with(compared.toArray(Output[]::new)));
  }

  PairReply score(List<TextPair> pairs) {
    long start = System.nanoTime();
    pairs.forEach(PairScores::checkHoldsSomething);
    Map<String, Embedded> queries =
        embed(pairs.stream().map(TextPair::query).toList(), new Prompt.Query());
    Map<String, Embedded> passages =
        embed(pairs.stream().map(TextPair::passage).toList(), new Prompt.Passage());
    List<HybridScore> scores = new ArrayList<>(pairs.size());
    for (TextPair pair : pairs) {
      scores.add(
          HybridScore.of(
              requireNonNull(queries.get(pair.query())),
              requireNonNull(passages.get(pair.passage()))));
    }
    List<Input> inputs = new ArrayList<>();
    queries.keySet().forEach(text -> inputs.add(Input.of(text)));
    passages.keySet().forEach(text -> inputs.add(Input.of(text)));
    List<Embedded> read = new ArrayList<>(queries.values());
    read.addAll(passages.values());
    Cost cost = Cost.ofEmbedding(inputs, read, System.nanoTime() - start);
    return new PairReply(scores, read, cost);
  }

  private Map<String, Embedded> embed(List<String> texts, Prompt prompt) {
    List<String> different = List.copyOf(new LinkedHashSet<>(texts));
    List<Embedded> embedded =
        embedder.embed(different.stream().map(Input::of).toList(), options.with(prompt));
    Map<String, Embedded> byText = new LinkedHashMap<>();
    for (int i = 0; i < embedded.size(); i++) {
      byText.put(different.get(i), embedded.get(i));
    }
    return byText;
  }

  private static void checkHoldsSomething(TextPair pair) {
    if (pair.query().isEmpty() || pair.passage().isEmpty()) {
      throw new SemblanceException(Fault.EMPTY, "`pairs` cannot hold an empty text");
    }
  }
}
