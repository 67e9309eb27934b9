package dev.semblance.server.service;

import static java.util.Objects.requireNonNull;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.Output;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.rank.HybridScore;
import dev.semblance.server.request.Cost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Scores of a request's pairs from embeddings: each distinct query and passage is embedded once,
/// whatever the number of its pairs. *Confined to the thread that opened it.*
final class PairScores {
  private final Embedder embedder;
  private final EmbedOptions options;
  private final Map<String, Embedded> queries = new LinkedHashMap<>();
  private final Map<String, Embedded> passages = new LinkedHashMap<>();

  /// @param embedder of both
  /// @param options the same for all of them, but for the prompt
  private PairScores(Embedder embedder, EmbedOptions options) {
    this.embedder = embedder;
    this.options = options;
  }

  /// @param kinds that the embedder computes
  static PairScores of(Embedder embedder, Collection<Output> kinds, EmbedOptions options) {
    List<Output> compared = kinds.stream().filter(HybridScore.COMPARABLE::contains).toList();
    if (compared.isEmpty()) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s makes %s, which cannot be compared"
              .formatted(embedder.card().shownName(), Output.named(kinds)));
    }
    return new PairScores(embedder, options.with(compared.toArray(Output[]::new)));
  }

  /// @throws SemblanceException the embedder's own, as faults of the pairs that hold the text
  List<HybridScore> score(List<TextPair> pairs) {
    read(queries, pairs.stream().map(TextPair::query).toList(), new Prompt.Query());
    read(passages, pairs.stream().map(TextPair::passage).toList(), new Prompt.Passage());
    return pairs.stream()
        .map(pair ->
            HybridScore.of(
                requireNonNull(queries.get(pair.query())),
                requireNonNull(passages.get(pair.passage()))))
        .toList();
  }

  /// @param start [System#nanoTime] at the start of the call
  PairReply reply(InputResults<HybridScore> scores, long start) {
    List<Input> inputs = new ArrayList<>();
    queries.keySet().forEach(text -> inputs.add(Input.of(text)));
    passages.keySet().forEach(text -> inputs.add(Input.of(text)));
    List<Embedded> read = new ArrayList<>(queries.values());
    read.addAll(passages.values());
    return new PairReply(scores, read, Cost.ofEmbedding(inputs, read, System.nanoTime() - start));
  }

  /// @param known embeddings by text, to which new ones are added
  /// @param texts one for each pair
  private void read(Map<String, Embedded> known, List<String> texts, Prompt prompt) {
    List<String> fresh =
        texts.stream().distinct().filter(text -> !known.containsKey(text)).toList();
    if (fresh.isEmpty()) {
      return;
    }
    try {
      List<Embedded> embedded =
          embedder.embed(fresh.stream().map(Input::of).toList(), options.with(prompt));
      for (int i = 0; i < fresh.size(); i++) {
        known.put(fresh.get(i), embedded.get(i));
      }
    } catch (SemblanceException e) {
      throwForPairs(e, fresh, texts);
      throw e;
    }
  }

  /// @throws SemblanceException the faults of texts as those of the pairs that hold them; does
  ///   nothing where the fault is no text's own
  private static void throwForPairs(SemblanceException e, List<String> fresh, List<String> texts) {
    Map<String, SemblanceException> bad = new HashMap<>();
    e.ofInputs().forEach(fault -> bad.put(fresh.get(fault.input()), fault));
    var faults = new InputFaults(texts.size());
    for (int i = 0; i < texts.size(); i++) {
      SemblanceException fault = bad.get(texts.get(i));
      if (fault != null) {
        faults.add(i, fault);
      }
    }
    faults.throwAny();
  }
}
