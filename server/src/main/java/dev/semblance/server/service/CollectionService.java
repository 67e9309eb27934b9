package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.Document;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Hit;
import dev.semblance.collection.Lane;
import dev.semblance.collection.Page;
import dev.semblance.collection.SearchRequest;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestContext;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Documents in, answers out, by collection. *Safe for use by many threads.*
public final class CollectionService {
  /// The collection of requests that name none.
  public static final String DEFAULT_COLLECTION = "default";

  private final ModelRegistry models;
  private final @Nullable CollectionCatalog library;
  private final ServiceSettings.Slices slices;

  CollectionService(
      ModelRegistry models, @Nullable CollectionCatalog library, ServiceSettings.Slices slices) {
    this.models = models;
    this.library = library;
    this.slices = slices;
  }

  /// All collections; none on a server without a data directory.
  public List<CollectionInfo> collections() {
    return library == null ? List.of() : library.list();
  }

  /// Makes a collection, or answers the one that is there.
  ///
  /// @param model whose vectors it will hold; null for the default model
  /// @throws SemblanceException INVALID, NOT_FOUND (the model, or a data directory)
  public CollectionInfo create(String collection, @Nullable String model) {
    return library().create(collection, models.named(model).card().id()).info();
  }

  public CollectionInfo info(String collection) {
    return library().collection(collection).info();
  }

  /// @throws SemblanceException NOT_FOUND
  public void drop(String collection) {
    if (!library().drop(collection)) {
      throw new SemblanceException(Fault.NOT_FOUND, "no collection '" + collection + "'");
    }
  }

  /// Opens a collection for a stream of documents.
  ///
  /// @param acknowledged hears the verdicts of each slice once it is on disk, in the stream's order
  public SliceWriter writer(String collection, Consumer<List<ItemResult>> acknowledged) {
    return new SliceWriter(library().collection(collection), slices, acknowledged);
  }

  /// @throws SemblanceException NOT_FOUND
  public Document document(String collection, String id) {
    return library().collection(collection).get(id).orElseThrow(() -> noDocument(collection, id));
  }

  /// @throws SemblanceException NOT_FOUND
  public void remove(String collection, String id) {
    if (!library().collection(collection).delete(id)) {
      throw noDocument(collection, id);
    }
  }

  /// @throws SemblanceException NOT_FOUND, OVERLOADED
  public List<Hit> search(String collection, SearchRequest request) {
    RequestContext.current().quota().take(1);
    return library().collection(collection).search(request);
  }

  /// The documents whose vectors are nearest to a text's.
  ///
  /// @param count how many, 0 … [Page#MAX_K]
  public List<Hit> similar(String collection, String text, int count) {
    DocumentCollection corpus = library().collection(collection);
    RequestContext.current().quota().take(1);
    return count == 0
        ? List.of()
        : corpus.search(SearchRequest.of(text, List.of(Lane.DENSE), Page.first(count)));
  }

  private CollectionCatalog library() {
    if (library == null) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "this server keeps no collections; start it with a data directory");
    }
    return library;
  }

  private static SemblanceException noDocument(String collection, String id) {
    return new SemblanceException(
        Fault.NOT_FOUND, "no document '" + id + "' in collection '" + collection + "'");
  }
}
