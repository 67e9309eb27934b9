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

/// Reranker by embeddings: the similarity of the query to each text as a passage. *Safe for use by
/// many threads.*
///
/// Finished scores are those of [Similarity#of]; raw ones of token vectors are MaxSim's plain sum.
///
/// @param embedder of query and texts
/// @param kind of embedding that is compared
record EmbeddingReranker(Embedder embedder, Output kind) implements Reranker {

  @Override
  public ModelCard card() {
    return embedder.card();
  }

  @Override
  public List<Scored> score(String query, List<String> texts, ScoreOptions options) {
    EmbedOptions common =
        EmbedOptions.DEFAULT.with(kind).with(options.truncation()).with(options.scheduling());
    Embedded embeddedQuery = embedQuery(query, common.with(new Prompt.Query()));
    List<Embedded> passages =
        embedder.embed(texts.stream().map(Input::of).toList(), common.with(new Prompt.Passage()));
    List<Scored> scored = new ArrayList<>(texts.size());
    for (Embedded text : passages) {
      int tokens = text.tokens() + (scored.isEmpty() ? embeddedQuery.tokens() : 0);
      scored.add(
          new Scored(
              (float) similarity(embeddedQuery.of(kind), text.of(kind), options.raw()),
              tokens,
              text.timing()));
    }
    return scored;
  }

  private Embedded embedQuery(String query, EmbedOptions options) {
    try {
      return embedder.embed(List.of(Input.of(query)), options).getFirst();
    } catch (SemblanceException e) {
      throw e.input() < 0 ? e : e.of("query");
    }
  }

  private static double similarity(Embedding query, Embedding text, boolean raw) {
    return raw
            && query instanceof Embedding.MultiVector rows
            && text instanceof Embedding.MultiVector others
        ? Similarity.maxSim(rows, others)
        : Similarity.of(query, text);
  }
}
