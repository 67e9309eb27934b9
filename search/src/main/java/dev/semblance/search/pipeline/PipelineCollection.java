package dev.semblance.search.pipeline;

import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.StoreSize;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A collection: the write and search pipelines above a store. *Safe for use by many threads.*
public final class PipelineCollection implements DocumentCollection {
  private final String name;
  private final CurrentSchema schema;
  private final CollectionStore store;
  private final VectorModels models;
  private final WritePipeline writes;
  private final SearchPipeline searches;

  /// @param store closed with the collection
  /// @param models of the schema's vectors; not closed with the collection
  public PipelineCollection(
      String name, Schema schema, CollectionStore store, VectorModels models) {
    this.name = name;
    this.models = models;
    this.schema = new CurrentSchema(store, schema);
    this.store = store;
    writes = new WritePipeline(store, models, this.schema);
    searches = new SearchPipeline(store, models, this.schema);
  }

  @Override
  public CollectionInfo info() {
    StoreSize size = store.size();
    return new CollectionInfo(name, size.documents(), size.bytes(), schema.get(), state());
  }

  /// Damage before an unusable model before a directory that is read-only.
  private CollectionState state() {
    CollectionState stored = store.state();
    return switch (stored) {
      case READY, READ_ONLY -> models.state() == CollectionState.READY ? stored : models.state();
      case CHECKING, DAMAGED, NEWER_FORMAT, MODEL_MISSING, MODEL_CHANGED, REEMBEDDING -> stored;
    };
  }

  @Override
  public WriteReport write(List<Entry> entries) {
    return writes.write(entries);
  }

  @Override
  public Set<String> delete(List<String> ids) {
    return store.delete(ids);
  }

  @Override
  public long delete(Filter filter) {
    return new FilteredDocuments(store).delete(FilterCheck.checked(filter, schema.get()));
  }

  @Override
  public List<Document> list(ListRequest request) {
    Filter filter = FilterCheck.checked(request.filter(), schema.get());
    return new FilteredDocuments(store).list(request, filter);
  }

  @Override
  public Optional<Document> get(String id) {
    try (CollectionStore.View view = store.view()) {
      return view.get(id);
    }
  }

  @Override
  public SearchResult search(SearchRequest request) {
    return searches.search(request);
  }

  @Override
  public void close() {
    store.close();
  }
}
