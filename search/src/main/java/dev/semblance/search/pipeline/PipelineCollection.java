package dev.semblance.search.pipeline;

import dev.semblance.Embedder;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Document;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Filter;
import dev.semblance.collection.ListRequest;
import dev.semblance.collection.Schema;
import dev.semblance.collection.SearchRequest;
import dev.semblance.collection.SearchResult;
import dev.semblance.collection.StoreSize;
import dev.semblance.collection.WriteReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A collection: the write and search pipelines above a store. *Safe for use by many threads.*
public final class PipelineCollection implements DocumentCollection {
  private final String name;
  private final CurrentSchema schema;
  private final CollectionStore store;
  private final WritePipeline writes;
  private final SearchPipeline searches;

  /// @param store closed with the collection
  /// @param embedders of the schema's vectors that have a model, by name of the vector; not closed
  ///   with the collection
  public PipelineCollection(
      String name, Schema schema, CollectionStore store, Map<String, Embedder> embedders) {
    this.name = name;
    this.schema = new CurrentSchema(store, schema);
    this.store = store;
    writes = new WritePipeline(store, embedders, this.schema);
    searches = new SearchPipeline(store, embedders, this.schema);
  }

  @Override
  public CollectionInfo info() {
    StoreSize size = store.size();
    return new CollectionInfo(name, size.documents(), size.bytes(), schema.get());
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
