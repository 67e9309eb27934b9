package dev.semblance.server;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CatalogStatistics;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.CollectionMaintenance;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
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
import java.util.concurrent.atomic.AtomicInteger;

/// A catalog whose disk accepts a number of writes and then fails with DISK_FULL. *Safe for use by
/// many threads.*
///
/// @param catalog that all other calls go to
/// @param writesLeft number of writes that are still accepted
public record FullDiskCatalog(CollectionCatalog catalog, AtomicInteger writesLeft)
    implements CollectionCatalog {
  private void countWrite() {
    if (writesLeft.getAndDecrement() <= 0) {
      throw new SemblanceException(Fault.DISK_FULL, "the disk is full; nothing was kept");
    }
  }

  @Override
  public List<CollectionInfo> list() {
    return catalog.list();
  }

  @Override
  public DocumentCollection create(String name, String model) {
    countWrite();
    return new OnFullDisk(catalog.create(name, model));
  }

  @Override
  public DocumentCollection create(String name, Schema schema) {
    countWrite();
    return new OnFullDisk(catalog.create(name, schema));
  }

  @Override
  public Optional<DocumentCollection> find(String name) {
    return catalog.find(name).map(OnFullDisk::new);
  }

  @Override
  public DocumentCollection collection(String name) {
    return new OnFullDisk(catalog.collection(name));
  }

  @Override
  public CatalogStatistics statistics() {
    return catalog.statistics();
  }

  @Override
  public CollectionMaintenance maintenance() {
    return catalog.maintenance();
  }

  @Override
  public boolean drop(String name) {
    return catalog.drop(name);
  }

  @Override
  public void close() {
    catalog.close();
  }

  private final class OnFullDisk implements DocumentCollection {
    private final DocumentCollection collection;

    OnFullDisk(DocumentCollection collection) {
      this.collection = collection;
    }

    @Override
    public CollectionInfo info() {
      return collection.info();
    }

    @Override
    public WriteReport write(List<Entry> entries) {
      countWrite();
      return collection.write(entries);
    }

    @Override
    public Set<String> delete(List<String> ids) {
      countWrite();
      return collection.delete(ids);
    }

    @Override
    public long delete(Filter filter) {
      countWrite();
      return collection.delete(filter);
    }

    @Override
    public List<Document> list(ListRequest request) {
      return collection.list(request);
    }

    @Override
    public Optional<Document> get(String id) {
      return collection.get(id);
    }

    @Override
    public SearchResult search(SearchRequest request) {
      return collection.search(request);
    }

    @Override
    public void close() {
      collection.close();
    }
  }
}
