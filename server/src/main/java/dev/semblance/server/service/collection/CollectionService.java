package dev.semblance.server.service.collection;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.document.Document;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.Lane;
import dev.semblance.query.ListRequest;
import dev.semblance.query.Page;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.SearchLimits;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.Call;
import dev.semblance.server.request.RequestChain;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.ServiceOperation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Collections by name: create, write, read, search. *Safe for use by many threads.*
public final class CollectionService {
  /// The collection of requests without a name.
  public static final String DEFAULT_COLLECTION = "default";

  /// Most ids of one request to remove documents.
  private static final int MAX_IDS = 10_000;

  private final ModelRegistry models;
  private final @Nullable CollectionCatalog catalog;
  private final CollectionLimits limits;
  private final SearchLimiter limiter;
  private final RequestChain chain;

  /// @param catalog the collections, or null when this server keeps none
  public CollectionService(
      ModelRegistry models,
      @Nullable CollectionCatalog catalog,
      CollectionLimits limits,
      RequestChain chain) {
    this.models = models;
    this.catalog = catalog;
    this.limits = limits;
    this.limiter = new SearchLimiter(limits.searches().concurrent());
    this.chain = chain;
  }

  /// All collections; none on a server without a data directory.
  public List<CollectionInfo> collections() {
    return catalog == null ? List.of() : catalog.list();
  }

  /// Creates a collection, or returns the existing one.
  ///
  /// @param model of its vectors; null for the default model
  /// @throws SemblanceException INVALID, NOT_FOUND (the model, or a data directory)
  public CollectionInfo create(String collection, @Nullable String model) {
    String id = models.named(model).card().id();
    return created(collection, Schema.inferred(new ModelVersion(id, ""), 0));
  }

  /// Creates a collection, or returns the existing one of that schema.
  ///
  /// @throws SemblanceException INVALID, NOT_FOUND (a model, or a data directory)
  public CollectionInfo create(String collection, Schema schema) {
    return created(collection, schema.withModels(name -> models.named(name).card().id()));
  }

  private CollectionInfo created(String collection, Schema schema) {
    while (true) {
      DocumentCollection created = catalog().create(collection, schema);
      try {
        return created.info();
      } catch (SemblanceException e) {
        if (e.fault() != Fault.NOT_FOUND) {
          throw e;
        }
        // Another client dropped it meanwhile: it is created again.
      }
    }
  }

  public CollectionInfo info(String collection) {
    return catalog().info(collection).orElseGet(() -> catalog().collection(collection).info());
  }

  /// @throws SemblanceException NOT_FOUND
  public void drop(String collection) {
    if (!catalog().drop(collection)) {
      throw new SemblanceException(Fault.NOT_FOUND, "no collection '" + collection + "'");
    }
  }

  /// Care of the collections' files.
  ///
  /// @throws SemblanceException NOT_FOUND on a server without a data directory
  public CollectionMaintenance maintenance() {
    return catalog().maintenance();
  }

  /// Opens a collection for a stream of documents.
  ///
  /// @param listener receives the results of each slice once it is on disk, in the stream's order
  public SliceWriter writer(
      RequestContext request, String collection, SliceWriter.SliceListener listener) {
    DocumentCollection opened = catalog().collection(collection);
    return new SliceWriter(
        limits.slices(),
        listener,
        entries ->
            chain.run(
                request,
                new Call<>(
                    new ServiceOperation.WriteDocuments(collection),
                    entries.size(),
                    () -> opened.write(entries))));
  }

  /// @throws SemblanceException NOT_FOUND
  public Document document(RequestContext request, String collection, String id) {
    return chain.run(
        request,
        new Call<>(
            new ServiceOperation.ReadDocument(collection),
            0,
            () ->
                catalog()
                    .collection(collection)
                    .get(id)
                    .orElseThrow(() -> noDocument(collection, id))));
  }

  /// @throws SemblanceException NOT_FOUND
  public void remove(RequestContext request, String collection, String id) {
    boolean removed =
        chain.run(
            request,
            new Call<>(
                new ServiceOperation.WriteDocuments(collection),
                0,
                () -> catalog().collection(collection).delete(id)));
    if (!removed) {
      throw noDocument(collection, id);
    }
  }

  /// Removes documents in one commit.
  ///
  /// @param ids at most [#MAX_IDS]
  /// @throws SemblanceException NOT_FOUND (the collection), TOO_LARGE
  public DeletedDocuments remove(RequestContext request, String collection, List<String> ids) {
    if (ids.size() > MAX_IDS) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "`ids` has %d elements, more than %d; send several requests"
              .formatted(ids.size(), MAX_IDS));
    }
    List<String> distinct = ids.stream().distinct().toList();
    Set<String> removed =
        chain.run(
            request,
            new Call<>(
                new ServiceOperation.WriteDocuments(collection),
                0,
                () -> catalog().collection(collection).delete(distinct)));
    Map<Boolean, List<String>> parted =
        distinct.stream().collect(partitioningBy(removed::contains));
    return new DeletedDocuments(
        parted.getOrDefault(true, List.of()), parted.getOrDefault(false, List.of()));
  }

  /// Removes the documents that satisfy a filter; returns how many.
  ///
  /// @throws SemblanceException NOT_FOUND (the collection), INVALID
  public long remove(RequestContext request, String collection, Filter filter) {
    return chain.run(
        request,
        new Call<>(
            new ServiceOperation.WriteDocuments(collection),
            0,
            () -> catalog().collection(collection).delete(filter)));
  }

  /// A page of documents in the order of their ids.
  ///
  /// @throws SemblanceException NOT_FOUND (the collection), INVALID, OVERLOADED, TOO_LARGE (the
  ///   documents)
  public List<Document> list(RequestContext request, String collection, ListRequest page) {
    ListRequest limited = page.within(searchLimits(request));
    return chain.run(
        request,
        new Call<>(
            new ServiceOperation.ReadDocument(collection),
            0,
            () ->
                limiter.run(() -> {
                  List<Document> documents = catalog().collection(collection).list(limited);
                  request
                      .memory()
                      .take(documents.stream().mapToLong(CollectionService::bytes).sum());
                  return documents;
                })));
  }

  /// @throws SemblanceException NOT_FOUND, OVERLOADED, TOO_LARGE (the documents of the hits)
  public SearchResult search(RequestContext request, String collection, SearchRequest query) {
    SearchRequest limited = query.within(searchLimits(request));
    return searched(
        request,
        collection,
        query.retrieval().lanes(),
        () -> catalog().collection(collection).search(limited));
  }

  private SearchLimits searchLimits(RequestContext request) {
    Duration left = request.timing().left();
    return new SearchLimits(
        limits.searches().replyBytes(),
        left == null ? SearchDeadline.NONE : SearchDeadline.in(left));
  }

  /// The documents whose vectors are nearest to that of a text.
  ///
  /// @param count how many, 0 … [Page#MAX_K]
  public SearchResult similar(RequestContext request, String collection, String text, int count) {
    List<Lane> lanes = List.of(Lane.DENSE);
    return searched(
        request,
        collection,
        lanes,
        () -> {
          DocumentCollection opened = catalog().collection(collection);
          return count == 0
              ? SearchResult.EMPTY
              : opened.search(
                  SearchRequest.of(text, lanes, Page.first(count)).within(searchLimits(request)));
        });
  }

  private SearchResult searched(
      RequestContext request, String collection, List<Lane> lanes, Supplier<SearchResult> action) {
    String names = lanes.stream().map(Lane::name).sorted().collect(joining("+"));
    return chain.run(
        request,
        new Call<>(
            new ServiceOperation.SearchCollection(collection, names),
            1,
            () -> limiter.run(() -> held(request, action.get()))));
  }

  /// Takes memory for hits and the reply with them.
  private static SearchResult held(RequestContext request, SearchResult result) {
    request.memory().take(result.hits().stream().mapToLong(hit -> bytes(hit.document())).sum());
    return result;
  }

  /// Memory of a document of a reply, and of the same in the reply, up to three bytes a character.
  private static long bytes(Document document) {
    return 400 + 5L * (document.title().length() + document.text().length());
  }

  private CollectionCatalog catalog() {
    if (catalog == null) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "this server keeps no collections; start it with a data directory");
    }
    return catalog;
  }

  private static SemblanceException noDocument(String collection, String id) {
    return new SemblanceException(
        Fault.NOT_FOUND, "no document '" + id + "' in collection '" + collection + "'");
  }
}
