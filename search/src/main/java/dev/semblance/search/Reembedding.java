package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CollectionMetadata;
import dev.semblance.search.index.IndexFaults;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Computes the vectors of a collection by another model: all documents are written to a new folder
/// beside, then those that changed meanwhile, then the last of them while calls wait, and the new
/// folder takes the place of the old one. *One thread at a time.*
final class Reembedding {
  /// Documents a step: one commit, and one call of the embedder.
  private static final int STEP = 500;

  private final OpenCollections collections;
  private final CollectionFolder folder;
  private final String model;

  /// @param model its id
  Reembedding(OpenCollections collections, CollectionFolder folder, String model) {
    this.collections = collections;
    this.folder = folder;
    this.model = model;
  }

  void run(SwitchableCollection source, ChangedIds changes) {
    CollectionFolder fresh = create();
    boolean replaced = false;
    try (DocumentCollection target = collections.pipeline(folder.name(), fresh)) {
      copyAll(source, target);
      catchUp(source, target, changes);
      replaced =
          collections
              .alone(
                  folder,
                  () -> {
                    try (var closed = collections.pipeline(folder.name(), folder)) {
                      catchUp(closed, target, changes);
                    }
                    complete(target);
                    folder.replaceBy(fresh);
                    return true;
                  })
              .isPresent();
    } finally {
      if (!replaced) {
        discard(fresh);
      }
    }
  }

  private CollectionFolder create() {
    CollectionMetadata before = folder.metadata();
    Schema schema = collections.resolved(withModel(before.schema()));
    try {
      return folder.createBeside(new CollectionMetadata(schema, before.created()));
    } catch (IOException e) {
      throw IndexFaults.writing(folder.path(), e);
    }
  }

  private Schema withModel(Schema schema) {
    Map<String, Schema.VectorField> vectors = new LinkedHashMap<>();
    schema
        .vectors()
        .forEach((name, vector) -> {
          if (vector.model() == null) {
            throw new SemblanceException(
                Fault.UNSUPPORTED,
                ("vector `%s` of collection %s is given with each document; a collection with such"
                        + " vectors cannot be re-embedded: index its documents again")
                    .formatted(name, folder.name()));
          }
          vectors.put(name, new Schema.VectorField(new ModelVersion(model, ""), 0, vector.from()));
        });
    return new Schema(schema.fields(), vectors, schema.dynamic());
  }

  private static void copyAll(DocumentCollection source, DocumentCollection target) {
    String after = "";
    List<Document> page;
    do {
      page = source.list(ListRequest.of(Filter.ALL, after, STEP));
      write(target, page);
      after = page.isEmpty() ? after : page.getLast().id();
    } while (page.size() == STEP);
  }

  /// Gives the target each changed document as the source has it now.
  private static void catchUp(
      DocumentCollection source, DocumentCollection target, ChangedIds changes) {
    List<String> removed = new ArrayList<>();
    List<Document> written = new ArrayList<>();
    for (String id : changes.ids()) {
      Optional<Document> now = source.get(id);
      if (now.isEmpty()) {
        removed.add(id);
      } else if (!now.equals(target.get(id))) {
        written.add(now.get());
      }
    }
    var _ = target.delete(removed);
    for (int from = 0; from < written.size(); from += STEP) {
      write(target, written.subList(from, Math.min(from + STEP, written.size())));
    }
    if (changes.hasUnknown()) {
      removeOthers(source, target);
    }
  }

  private static void removeOthers(DocumentCollection source, DocumentCollection target) {
    String after = "";
    List<Document> page;
    do {
      page = target.list(ListRequest.of(Filter.ALL, after, STEP));
      var _ =
          target.delete(
              page.stream().map(Document::id).filter(id -> source.get(id).isEmpty()).toList());
      after = page.isEmpty() ? after : page.getLast().id();
    } while (page.size() == STEP);
  }

  /// @throws SemblanceException UNSUPPORTED when the model cannot embed one of them
  private static void write(DocumentCollection target, List<Document> documents) {
    for (Outcome outcome : target.write(Entry.ofAll(documents)).outcomes()) {
      if (outcome instanceof Refused(String id, String reason)) {
        throw new SemblanceException(
            Fault.UNSUPPORTED,
            "document %s cannot be embedded: %s; the collection is as it was"
                .formatted(id, reason));
      }
    }
  }

  private void discard(CollectionFolder fresh) {
    try {
      fresh.remove();
    } catch (IOException _) {
      // The next opening of the data directory removes it.
    }
  }

  /// Closes the new collection before its folder takes the place of the other.
  private static void complete(DocumentCollection target) {
    target.close();
  }
}
