package dev.semblance.server;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.Document;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Hit;
import dev.semblance.collection.SearchRequest;
import dev.semblance.collection.WriteReport;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// A library whose disk takes so many writes more and then none, until there is room again. *Safe
/// for use by many threads.*
///
/// @param library where everything else goes
/// @param room writes that are left
public record FullDiskCatalog(CollectionCatalog library, AtomicInteger room)
    implements CollectionCatalog {
  private void take() {
    if (room.getAndDecrement() <= 0) {
      throw new SemblanceException(Fault.DISK_FULL, "the disk is full; nothing was kept");
    }
  }

  @Override
  public List<CollectionInfo> list() {
    return library.list();
  }

  @Override
  public DocumentCollection create(String name, String model) {
    take();
    return new OnFullDisk(library.create(name, model));
  }

  @Override
  public DocumentCollection collection(String name) {
    return new OnFullDisk(library.collection(name));
  }

  @Override
  public boolean drop(String name) {
    return library.drop(name);
  }

  @Override
  public void close() {
    library.close();
  }

  private final class OnFullDisk implements DocumentCollection {
    private final DocumentCollection corpus;

    OnFullDisk(DocumentCollection corpus) {
      this.corpus = corpus;
    }

    @Override
    public CollectionInfo info() {
      return corpus.info();
    }

    @Override
    public WriteReport writeEntries(List<Entry> entries) {
      take();
      return corpus.writeEntries(entries);
    }

    @Override
    public boolean delete(String id) {
      take();
      return corpus.delete(id);
    }

    @Override
    public Optional<Document> get(String id) {
      return corpus.get(id);
    }

    @Override
    public List<Hit> search(SearchRequest request) {
      return corpus.search(request);
    }

    @Override
    public void close() {
      corpus.close();
    }
  }
}
