package dev.semblance.rank;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Prompt;
import dev.semblance.Reranker;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;

/// Embeds the query as a query and the texts as passages, and compares. *Safe for use by many
/// threads.*
///
/// Finished scores are those of [Similarity#of]; raw ones of token vectors are MaxSim's plain sum.
///
/// @param embedder of both
/// @param kind what is compared
record EmbeddingReranker(Embedder embedder, Output kind) implements Reranker {

  @Override
  public ModelCard card() {
    return embedder.card();
  }

  @Override
  public List<Scored> score(String query, List<String> texts, ScoreOptions options) {
    EmbedOptions asked =
        EmbedOptions.DEFAULT.with(kind).with(options.truncation()).with(options.scheduling());
    Embedded asking = question(query, asked.with(new Prompt.Query()));
    List<Embedded> answering =
        embedder.embed(texts.stream().map(Input::of).toList(), asked.with(new Prompt.Passage()));
    List<Scored> scored = new ArrayList<>(texts.size());
    for (Embedded text : answering) {
      int tokens = text.tokens() + (scored.isEmpty() ? asking.tokens() : 0);
      scored.add(
          new Scored(
              (float) alike(asking.of(kind), text.of(kind), options.raw()), tokens, text.timing()));
    }
    return scored;
  }

  private Embedded question(String query, EmbedOptions options) {
    try {
      return embedder.embed(List.of(Input.of(query)), options).getFirst();
    } catch (SemblanceException e) {
      throw e.input() < 0 ? e : e.of("query");
    }
  }

  private static double alike(Embedding query, Embedding text, boolean raw) {
    return raw
            && query instanceof Embedding.MultiVector rows
            && text instanceof Embedding.MultiVector others
        ? Similarity.maxSim(rows, others)
        : Similarity.of(query, text);
  }
}
