package dev.semblance.server.http;

import static dev.semblance.server.http.wire.Dialect.COHERE;
import static dev.semblance.server.http.wire.Dialect.JINA;
import static dev.semblance.server.http.wire.Dialect.SEMBLANCE;
import static dev.semblance.server.http.wire.Dialect.TEI;
import static dev.semblance.server.http.wire.RequestFields.ALL;
import static dev.semblance.server.http.wire.RequestFields.TEI_TOKENS;

import dev.semblance.server.http.inference.ChunkTask;
import dev.semblance.server.http.inference.EmbedTasks;
import dev.semblance.server.http.inference.EnvelopeTasks;
import dev.semblance.server.http.inference.MultiTask;
import dev.semblance.server.http.inference.OpenAiTask;
import dev.semblance.server.http.inference.PairTask;
import dev.semblance.server.http.inference.RerankDialects;
import dev.semblance.server.http.inference.ScoreTasks;
import dev.semblance.server.http.inference.SimilarityTask;
import dev.semblance.server.http.inference.TokenTasks;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.InferenceTask;
import dev.semblance.server.http.wire.RequestFields;
import dev.semblance.server.service.Inference;
import dev.semblance.server.service.Services;
import java.util.List;

/// A task of a model and where it is found: at its path for the default model, and below
/// `/models/{model}` for a named one.
///
/// @param path of the default model
/// @param dialect format of its errors
/// @param fields which of a request it reads there; below `/models/{model}` it reads all
/// @param task what it does
record TaskRoute(String path, Dialect dialect, RequestFields fields, InferenceTask task) {
  /// The tasks. Longer paths come first, since names of models may contain slashes:
  /// `/models/m/v1/rerank` is the route `/v1/rerank` of `m`, not `/rerank` of `m/v1`.
  ///
  /// @param openAi format of errors on OpenAI's routes
  static List<TaskRoute> all(Services services, Dialect openAi) {
    Inference inference = services.inference();
    var embed = new EmbedTasks(inference);
    var score = new ScoreTasks(services.scoring(), inference.settings());
    var tokens = new TokenTasks(services.tokenizing());
    var embeddings = new OpenAiTask(inference);
    var rerank = new RerankDialects(services.scoring(), inference.settings());
    var similarity = new SimilarityTask(inference);
    var envelope = new EnvelopeTasks(inference.models(), embed, similarity, score);
    return List.of(
        new TaskRoute("/v1/embeddings", openAi, RequestFields.OPENAI, embeddings::embeddings),
        new TaskRoute("/v2/rerank", COHERE, ALL, rerank::cohere),
        new TaskRoute("/v1/rerank", JINA, ALL, rerank::jina),
        new TaskRoute("/embed", TEI, RequestFields.TEI, embed::embed),
        new TaskRoute("/embed_all", TEI, TEI_TOKENS, embed::embedAll),
        new TaskRoute("/embed_sparse", TEI, RequestFields.TEI, embed::embedSparse),
        new TaskRoute("/similarity", TEI, RequestFields.TEI, similarity::similarity),
        new TaskRoute("/predict", TEI, RequestFields.TEI, score::predict),
        new TaskRoute("/rerank", TEI, RequestFields.TEI, score::rerank),
        new TaskRoute("/tokenize", TEI, RequestFields.TEI, tokens::tokenize),
        new TaskRoute("/decode", TEI, RequestFields.TEI, tokens::decode),
        new TaskRoute("/", TEI, RequestFields.TEI, envelope::byModel),
        new TaskRoute("/invocations", TEI, RequestFields.TEI, envelope::byModel),
        new TaskRoute("/vertex", TEI, RequestFields.TEI, envelope::vertex),
        new TaskRoute("/embeddings", openAi, RequestFields.OPENAI, embeddings::embeddings),
        new TaskRoute("/embed_multi", SEMBLANCE, ALL, new MultiTask(inference)::embed),
        new TaskRoute("/embed_chunks", SEMBLANCE, ALL, new ChunkTask(inference)::embed),
        new TaskRoute(
            "/score",
            SEMBLANCE,
            ALL,
            new PairTask(services.scoring(), inference.settings())::score));
  }
}
