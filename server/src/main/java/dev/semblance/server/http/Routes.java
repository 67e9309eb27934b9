package dev.semblance.server.http;

import static dev.semblance.server.http.wire.Dialect.OPENAI;
import static dev.semblance.server.http.wire.Dialect.OPENAI_NESTED;
import static dev.semblance.server.http.wire.Dialect.SEMBLANCE;
import static dev.semblance.server.http.wire.Dialect.TEI;
import static dev.semblance.server.http.wire.Route.Access.ADMIN;
import static dev.semblance.server.http.wire.Route.Access.EMBED;
import static dev.semblance.server.http.wire.Route.Access.KEYED;
import static dev.semblance.server.http.wire.Route.Access.OPEN;
import static dev.semblance.server.http.wire.Route.Access.READY;
import static dev.semblance.server.http.wire.Route.Access.SEARCH;
import static dev.semblance.server.http.wire.Route.Access.WRITE;
import static dev.semblance.server.http.wire.Route.HttpMethod.DELETE;
import static dev.semblance.server.http.wire.Route.HttpMethod.GET;
import static dev.semblance.server.http.wire.Route.HttpMethod.POST;
import static dev.semblance.server.http.wire.Route.HttpMethod.PUT;

import dev.semblance.server.http.collection.CollectionRoutes;
import dev.semblance.server.http.collection.DeleteRoutes;
import dev.semblance.server.http.collection.DocumentRoutes;
import dev.semblance.server.http.collection.ListRoutes;
import dev.semblance.server.http.collection.MaintenanceRoutes;
import dev.semblance.server.http.collection.SearchRoutes;
import dev.semblance.server.http.collection.SimilarRoutes;
import dev.semblance.server.http.inference.ModelChanges;
import dev.semblance.server.http.inference.ModelRoutes;
import dev.semblance.server.http.inference.RangesTask;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.http.wire.InferenceTask;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.models.ModelRules;
import dev.semblance.server.service.Services;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The route table: every path of the server, once.
final class Routes {
  /// Prefix of the routes of a named model: `/models/m/embed` is `/embed` of `m`.
  private static final String OF_A_MODEL = "/models/<model>";

  private final Services services;
  private final HttpSettings settings;
  private final boolean keyed;
  private final Body.Limit body;

  private Routes(Services services, boolean keyed, HttpSettings settings) {
    this.services = services;
    this.settings = settings;
    this.keyed = keyed;
    this.body = settings.limits().body();
  }

  /// @param keyed whether the server checks an API key on keyed routes
  static List<Route> of(Services services, boolean keyed, HttpSettings settings) {
    Routes routes = new Routes(services, keyed, settings);
    List<Route> all = new ArrayList<>(routes.operation());
    for (TaskRoute task : TaskRoute.all(services, routes.openAiDialect())) {
      all.add(routes.route(task.path(), task, task.task().within(routes.body, task.fields())));
      if (!task.path().equals("/")) {
        all.add(
            routes.route(
                OF_A_MODEL + task.path(),
                task,
                task.task().ofModel(services.inference().models(), routes.body)));
      }
    }
    all.addAll(routes.retrieval());
    all.addAll(documentation(all));
    return List.copyOf(all);
  }

  private Route route(String path, TaskRoute task, Route.Action action) {
    return new Route(POST, path, EMBED, task.dialect(), action);
  }

  private List<Route> operation() {
    var info = new InfoRoutes(services.inference());
    var models = new ModelRoutes(services.inference().models(), Instant.now());
    var ranges = new RangesTask(services.inference());
    var changes = new ModelChanges(services.inference().models(), models, mayChange(), body);
    return List.of(
        new Route(GET, "/health", READY, TEI, info::health),
        new Route(GET, "/", READY, TEI, info::health),
        new Route(GET, "/ping", READY, TEI, info::health),
        new Route(GET, "/info", KEYED, TEI, info::info),
        new Route(GET, OF_A_MODEL + "/info", KEYED, TEI, info::info),
        new Route(GET, OF_A_MODEL + "/ranges", KEYED, SEMBLANCE, ranges::list),
        new Route(POST, OF_A_MODEL + "/ranges", ADMIN, SEMBLANCE, ranges(ranges)),
        new Route(GET, "/v1/models", KEYED, openAiDialect(), models::list),
        new Route(GET, "/v1/models/<model>", KEYED, openAiDialect(), models::one),
        new Route(POST, "/models", ADMIN, SEMBLANCE, changes::load),
        new Route(DELETE, "/models", ADMIN, SEMBLANCE, changes::unloadIdle),
        new Route(DELETE, OF_A_MODEL, ADMIN, SEMBLANCE, changes::unload),
        new Route(GET, "/metrics", OPEN, TEI, new MetricsRoute(services.meters())::metrics));
  }

  /// The routes that describe all others.
  private static List<Route> documentation(List<Route> described) {
    var openApi = new OpenApi(List.copyOf(described));
    return List.of(
        new Route(GET, "/openapi.json", OPEN, SEMBLANCE, openApi::document),
        new Route(GET, "/api-doc/openapi.json", OPEN, SEMBLANCE, openApi::document),
        new Route(GET, "/docs", OPEN, SEMBLANCE, new DocsPage(openApi)::page));
  }

  private Route.Action ranges(RangesTask ranges) {
    InferenceTask keep = ranges::keep;
    return rules().allowCalibration(keyed, settings.listenAddress().isLocal())
        ? keep.ofModel(services.inference().models(), body)
        : _ -> {
          throw HttpError.forbidden(ModelRules.NO_CALIBRATION);
        };
  }

  private Dialect openAiDialect() {
    return switch (settings.errors().openAi()) {
      case FLAT -> OPENAI;
      case NESTED -> OPENAI_NESTED;
    };
  }

  private boolean mayChange() {
    return rules().allowChanges(keyed, settings.listenAddress().isLocal());
  }

  private ModelRules rules() {
    return services.inference().models().rules();
  }

  private List<Route> retrieval() {
    var collections = new CollectionRoutes(services.retrieval(), body);
    var documents =
        new DocumentRoutes(
            services.retrieval(),
            new Body.Limit(settings.limits().document(), settings.limits().timeout()),
            settings.errors().validationStatus());
    var deletes = new DeleteRoutes(services.retrieval(), body);
    var lists = new ListRoutes(services.retrieval());
    var maintenance = new MaintenanceRoutes(services.retrieval(), body);
    var search = new SearchRoutes(services.retrieval(), body);
    var similar = new SimilarRoutes(services.retrieval(), body);
    String collection = "/collections/{collection}";
    String snapshots = collection + "/snapshots";
    String document = collection + "/documents/<id>";
    return List.of(
        new Route(GET, "/collections", SEARCH, SEMBLANCE, collections::list),
        new Route(PUT, collection, ADMIN, SEMBLANCE, collections::create),
        new Route(GET, collection, SEARCH, SEMBLANCE, collections::info),
        new Route(DELETE, collection, ADMIN, SEMBLANCE, collections::drop),
        new Route(GET, collection + "/documents", SEARCH, SEMBLANCE, lists::list),
        new Route(POST, collection + "/verify", ADMIN, SEMBLANCE, maintenance::verify),
        new Route(POST, collection + "/repair", ADMIN, SEMBLANCE, maintenance::repair),
        new Route(GET, snapshots, ADMIN, SEMBLANCE, maintenance::snapshots),
        new Route(POST, snapshots, ADMIN, SEMBLANCE, maintenance::takeSnapshot),
        new Route(DELETE, snapshots + "/{snapshot}", ADMIN, SEMBLANCE, maintenance::dropSnapshot),
        new Route(POST, snapshots + "/{snapshot}/restore", ADMIN, SEMBLANCE, maintenance::restore),
        new Route(POST, collection + "/rename", ADMIN, SEMBLANCE, maintenance::rename),
        new Route(POST, collection + "/reembed", ADMIN, SEMBLANCE, maintenance::reembed),
        new Route(POST, collection + "/documents", WRITE, SEMBLANCE, documents::write),
        new Route(POST, collection + "/documents/delete", WRITE, SEMBLANCE, deletes::remove),
        new Route(GET, document, SEARCH, SEMBLANCE, documents::get),
        new Route(DELETE, document, WRITE, SEMBLANCE, documents::remove),
        new Route(POST, collection + "/search", SEARCH, SEMBLANCE, search::search),
        new Route(POST, "/similar", SEARCH, SEMBLANCE, similar::similar));
  }
}
