package dev.semblance.server.http;

import static dev.semblance.server.http.wire.Dialect.OPENAI;
import static dev.semblance.server.http.wire.Dialect.SEMBLANCE;
import static dev.semblance.server.http.wire.Dialect.TEI;
import static dev.semblance.server.http.wire.Route.Access.KEYED;
import static dev.semblance.server.http.wire.Route.Access.OPEN;
import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import dev.semblance.server.http.collection.CollectionRoutes;
import dev.semblance.server.http.collection.DocumentRoutes;
import dev.semblance.server.http.collection.SearchRoutes;
import dev.semblance.server.http.collection.SimilarRoutes;
import dev.semblance.server.http.inference.EmbedTasks;
import dev.semblance.server.http.inference.EnvelopeTasks;
import dev.semblance.server.http.inference.OpenAiTask;
import dev.semblance.server.http.inference.ScoreTasks;
import dev.semblance.server.http.inference.SimilarityTask;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.http.wire.Task;
import dev.semblance.server.service.Services;
import java.util.List;

/// The table of routes: every address this server answers, once.
final class Routes {
  private Routes() {}

  static List<Route> of(Services services, HttpSettings settings) {
    int payload = settings.limits().payload();
    var info = new InfoRoutes(services.inference());
    var embed = new EmbedTasks(services.inference());
    var score = new ScoreTasks(services.scoring(), services.inference().settings());
    var similarity = new SimilarityTask(services.inference());
    var openAi = new OpenAiTask(services.inference());
    var envelope = new EnvelopeTasks(services.inference().models(), embed, score);
    var collections = new CollectionRoutes(services.retrieval(), payload);
    var documents =
        new DocumentRoutes(
            services.retrieval(), settings.limits().document(), settings.validationStatus());
    var search = new SearchRoutes(services.retrieval(), payload);
    var similar = new SimilarRoutes(services.retrieval(), payload);
    var openApi = new OpenApi();
    String collection = "/collections/{collection}";
    String document = collection + "/documents/<id>";
    return List.of(
        new Route(GET, "/health", OPEN, TEI, info::health),
        new Route(GET, "/", OPEN, TEI, info::health),
        new Route(GET, "/ping", OPEN, TEI, info::health),
        new Route(GET, "/info", KEYED, TEI, info::info),
        task("/embed", TEI, embed::embed, payload),
        task("/embed_all", TEI, embed::embedAll, payload),
        task("/embed_sparse", TEI, embed::embedSparse, payload),
        task("/similarity", TEI, similarity::similarity, payload),
        task("/predict", TEI, score::predict, payload),
        task("/rerank", TEI, score::rerank, payload),
        task("/", TEI, envelope::byModel, payload),
        task("/invocations", TEI, envelope::byModel, payload),
        task("/vertex", TEI, envelope::vertex, payload),
        task("/v1/embeddings", OPENAI, openAi::embeddings, payload),
        task("/embeddings", OPENAI, openAi::embeddings, payload),
        new Route(GET, "/collections", KEYED, SEMBLANCE, collections::list),
        new Route(PUT, collection, KEYED, SEMBLANCE, collections::create),
        new Route(GET, collection, KEYED, SEMBLANCE, collections::info),
        new Route(DELETE, collection, KEYED, SEMBLANCE, collections::drop),
        new Route(POST, collection + "/documents", KEYED, SEMBLANCE, documents::write),
        new Route(GET, document, KEYED, SEMBLANCE, documents::get),
        new Route(DELETE, document, KEYED, SEMBLANCE, documents::remove),
        new Route(POST, collection + "/search", KEYED, SEMBLANCE, search::search),
        new Route(POST, "/similar", KEYED, SEMBLANCE, similar::similar),
        new Route(GET, "/metrics", OPEN, TEI, new MetricsRoute(services.meters())::metrics),
        new Route(GET, "/openapi.json", OPEN, SEMBLANCE, openApi::document));
  }

  private static Route task(String path, Dialect dialect, Task task, int payload) {
    return new Route(POST, path, KEYED, dialect, task.within(payload));
  }
}
