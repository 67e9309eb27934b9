package dev.semblance.search.index;

import dev.semblance.SemblanceException;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.FieldType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.search.TermQuery;

/// Applies a group of changes in their order and makes them one commit, or none of them. *One
/// thread at a time.*
final class GroupCommit {
  private final Path folder;
  private final RollbackWriter writer;
  private final CommitSearchers searchers;

  GroupCommit(Path folder, RollbackWriter writer, CommitSearchers searchers) {
    this.folder = folder;
    this.writer = writer;
    this.searchers = searchers;
  }

  /// Returns when each change is on disk and visible to reads, or has its failure. When this
  /// throws, the changes stay as they were created: refused. A commit that fails because a merge in
  /// the background has closed the writer is repeated once, with a new writer.
  void commit(List<Change> group) {
    commit(group, true);
  }

  private void commit(List<Change> group, boolean repeats) {
    try {
      addFields(group);
      if (resolve(group)) {
        apply(group, writer.begin());
        writer.commit();
        searchers.refresh();
      }
    } catch (Throwable e) {
      Throwable reason = writer.reason(e);
      boolean lostToMerge = writer.isLostToMerge(e);
      if (!writer.takeBack(reason)) {
        if (lostToMerge && repeats) {
          commit(group, false);
          return;
        }
        refuse(group, reason);
        return;
      }
      searchers.refresh();
    }
    for (int i = 0; i < group.size(); i++) {
      group.get(i).succeed();
    }
  }

  void close() throws IOException {
    writer.close();
  }

  /// Determines for each delete which of its documents exist: in the latest commit, or by an
  /// earlier change of the group. Returns whether anything is to be written.
  private boolean resolve(List<Change> group) {
    Map<String, Boolean> presence = new HashMap<>();
    boolean writes = false;
    for (Change change : group) {
      switch (change.edit()) {
        case Change.Edit.Upsert(List<StoredEntry> entries) -> {
          entries.forEach(entry -> presence.put(entry.document().id(), true));
          writes = true;
        }
        case Change.Edit.Delete(List<String> ids) -> {
          Set<String> present = new LinkedHashSet<>();
          for (String id : ids) {
            Boolean earlier = presence.put(id, false);
            if (earlier == null ? isCommitted(id) : earlier) {
              present.add(id);
            }
          }
          change.present(present);
          writes |= !present.isEmpty();
        }
        case Change.Edit.AddFields _ -> {}
      }
    }
    return writes;
  }

  /// Writes the schema before documents with the new fields are committed. If the commit fails, it
  /// has fields without values, which does no harm.
  private void addFields(List<Change> group) throws IOException {
    Map<String, FieldType> added = new LinkedHashMap<>();
    for (Change change : group) {
      if (change.edit() instanceof Change.Edit.AddFields(Map<String, FieldType> fields)) {
        fields.forEach(added::putIfAbsent);
      }
    }
    if (!added.isEmpty()) {
      CollectionMetadata.read(folder).with(added).write(folder);
    }
  }

  private boolean isCommitted(String id) {
    return searchers.read(searcher -> searcher.count(new TermQuery(LuceneDocument.key(id)))) > 0;
  }

  private static void apply(List<Change> group, IndexWriter open) throws IOException {
    for (Change change : group) {
      switch (change.edit()) {
        case Change.Edit.Upsert(List<StoredEntry> entries) -> {
          for (StoredEntry entry : entries) {
            LuceneBlock.update(open, entry);
          }
        }
        case Change.Edit.Delete _ -> {
          for (String id : change.present()) {
            LuceneBlock.delete(open, id);
          }
        }
        case Change.Edit.AddFields _ -> {}
      }
    }
  }

  /// An `Error` becomes INTERNAL with the error as its cause: every caller of the group gets the
  /// same outcome.
  private void refuse(List<Change> group, Throwable reason) {
    SemblanceException refusal =
        reason instanceof SemblanceException fault ? fault : IndexFaults.writing(folder, reason);
    for (Change change : group) {
      change.fail(refusal);
    }
  }
}
