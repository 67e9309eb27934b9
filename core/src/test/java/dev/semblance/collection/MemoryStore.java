package dev.semblance.collection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.document.FieldType;
import dev.semblance.query.Facet;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.TextLanguage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// A store in memory that computes every score by its definition: the reference of
/// [CollectionStoreContract]. *Safe for use by many threads.*
final class MemoryStore implements CollectionStore {
  /// What outlasts a store that is closed and opened again.
  static final class Disk {
    @GuardedBy("this")
    private Map<String, StoredEntry> entries = Map.of();

    synchronized Map<String, StoredEntry> read() {
      return entries;
    }

    synchronized void change(Function<Map<String, StoredEntry>, Map<String, StoredEntry>> change) {
      entries = change.apply(entries);
    }
  }

  private final Disk disk;
  private volatile boolean closed;

  MemoryStore(Disk disk) {
    this.disk = disk;
  }

  @Override
  public List<Optional<String>> write(List<StoredEntry> entries) {
    requireOpen();
    disk.change(before -> {
      Map<String, StoredEntry> after = new LinkedHashMap<>(before);
      entries.forEach(entry -> after.put(entry.document().id(), entry));
      return after;
    });
    return entries.stream().map(_ -> Optional.<String>empty()).toList();
  }

  @Override
  public void addFields(Map<String, FieldType> fields) {
    requireOpen();
  }

  @Override
  public Set<String> delete(List<String> ids) {
    requireOpen();
    Set<String> present = new LinkedHashSet<>(ids);
    disk.change(before -> {
      present.retainAll(before.keySet());
      Map<String, StoredEntry> after = new LinkedHashMap<>(before);
      after.keySet().removeAll(present);
      return after;
    });
    return present;
  }

  @Override
  public View view() {
    requireOpen();
    return new MemoryView(disk.read());
  }

  @Override
  public StoreSize size() {
    requireOpen();
    return new StoreSize(disk.read().size(), 0);
  }

  @Override
  public CollectionState state() {
    return CollectionState.READY;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void requireOpen() {
    if (closed) {
      throw new SemblanceException(Fault.NOT_FOUND, "the store is closed");
    }
  }

  private record MemoryView(Map<String, StoredEntry> entries) implements View {
    @Override
    public long count() {
      return entries.size();
    }

    @Override
    public Set<TextLanguage> languages() {
      Set<TextLanguage> languages = EnumSet.noneOf(TextLanguage.class);
      for (StoredEntry entry : entries.values()) {
        for (StoredEntry.IndexedText text : entry.texts()) {
          for (TextLanguage language : TextLanguage.values()) {
            if (List.of(text.terms().terms()).contains(language.tag())) {
              languages.add(language);
            }
          }
        }
      }
      return languages;
    }

    @Override
    public List<Candidate> candidates(
        LaneQuery query, Filter filter, int depth, SearchDeadline deadline) {
      deadline.check();
      List<Candidate> candidates = new ArrayList<>();
      switch (query) {
        case LaneQuery.Nearest nearest -> {
          entries.values().forEach(entry -> candidates.addAll(best(entry, nearest)));
          var terms = new TermScores(entries, Map.of());
          nearest
              .excluded()
              .forEach(
                  clause -> candidates.removeIf(found -> terms.of(clause).containsKey(found.id())));
        }
        case LaneQuery.Words words ->
            new TermScores(entries, words.weights())
                .of(words)
                .forEach((id, score) -> candidates.add(new Candidate(id, score, 0)));
      }
      candidates.removeIf(
          found -> !FilterMatch.matches(filter, Objects.requireNonNull(entries.get(found.id()))));
      candidates.sort(Candidate.BEST_FIRST);
      return candidates.subList(0, Math.min(depth, candidates.size()));
    }

    @Override
    public List<Candidate> scan(Filter filter, String afterId, int count, SearchDeadline deadline) {
      deadline.check();
      return entries.values().stream()
          .filter(entry -> FilterMatch.matches(filter, entry))
          .map(entry -> new Candidate(entry.document().id(), 0, 0))
          .filter(found -> Candidate.compareIds(found.id(), afterId) > 0)
          .sorted(Candidate.BEST_FIRST)
          .limit(count)
          .toList();
    }

    @Override
    public long count(Matching matching, SearchDeadline deadline) {
      deadline.check();
      return matching(matching).count();
    }

    @Override
    public List<SortedCandidate> sorted(
        Matching matching, SortedPage page, SearchDeadline deadline) {
      deadline.check();
      return FieldValues.sorted(matching(matching), page);
    }

    @Override
    public List<Facet.Count> facet(Matching matching, Facet.Typed facet, SearchDeadline deadline) {
      deadline.check();
      return FieldValues.counts(matching(matching), facet.facet());
    }

    private Stream<StoredEntry> matching(Matching matching) {
      Set<String> found =
          matching
              .words()
              .map(words -> new TermScores(entries, words.weights()).of(words).keySet())
              .orElse(entries.keySet());
      return entries.values().stream()
          .filter(entry -> found.contains(entry.document().id()))
          .filter(entry -> FilterMatch.matches(matching.filter(), entry));
    }

    @Override
    public List<Document> documents(List<Candidate> candidates, FieldSelection fields) {
      return candidates.stream().map(found -> get(found.id()).orElseThrow().only(fields)).toList();
    }

    @Override
    public Optional<Document> get(String id) {
      return Optional.ofNullable(entries.get(id)).map(StoredEntry::document);
    }

    @Override
    public void close() {}

    /// A document with its best passage; none where it has no such vector.
    private static List<Candidate> best(StoredEntry entry, LaneQuery.Nearest nearest) {
      String id = entry.document().id();
      List<Candidate> passages = new ArrayList<>();
      float[] whole = entry.vectors().get(nearest.vector());
      if (whole != null) {
        passages.add(new Candidate(id, cosine(whole, nearest), 0));
      }
      entry
          .passages()
          .getOrDefault(nearest.vector(), List.of())
          .forEach(passage ->
              passages.add(
                  new Candidate(id, cosine(passage.vector(), nearest), 0, passage.passage())));
      passages.sort(Candidate.BEST_FIRST);
      return passages.subList(0, Math.min(1, passages.size()));
    }

    private static double cosine(float[] vector, LaneQuery.Nearest nearest) {
      double sum = 0;
      for (int i = 0; i < vector.length; i++) {
        sum += (double) vector[i] * nearest.query()[i];
      }
      return sum;
    }
  }
}
