package dev.semblance.server;

import dev.semblance.Corpus;
import dev.semblance.CorpusInfo;
import dev.semblance.Document;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Hit;
import dev.semblance.Lane;
import dev.semblance.SearchRequest;
import dev.semblance.WriteReport;
import dev.semblance.WriteReport.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// A corpus that compares the query with every document. *Safe for use by many threads.*
final class MemoryCorpus implements Corpus {
  private final String name;
  private final Embedder embedder;
  private final Map<String, Document> documents = new ConcurrentHashMap<>();

  MemoryCorpus(String name, Embedder embedder) {
    this.name = name;
    this.embedder = embedder;
  }

  @Override
  public CorpusInfo info() {
    return new CorpusInfo(
        name, documents.size(), 0, embedder.model().id(), embedder.model().fingerprint());
  }

  @Override
  public WriteReport write(List<Document> written) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Document document : written) {
      if (document.id().isEmpty() || document.id().length() > 512) {
        outcomes.add(new Outcome.Refused(document.id(), "`id` must have 1 to 512 characters"));
      } else if (document.passage().isEmpty()) {
        outcomes.add(new Outcome.Refused(document.id(), "`title` and `text` are both empty"));
      } else {
        documents.put(document.id(), document);
        outcomes.add(new Outcome.Accepted(document.id()));
      }
    }
    return new WriteReport(outcomes, 0);
  }

  @Override
  public boolean delete(String id) {
    return documents.remove(id) != null;
  }

  @Override
  public Optional<Document> get(String id) {
    return Optional.ofNullable(documents.get(id));
  }

  @Override
  public List<Hit> search(SearchRequest request) {
    float[] query = embedder.embed(request.query(), EmbedOptions.QUERY);
    List<Hit> hits = new ArrayList<>();
    for (Document document : documents.values()) {
      double score = cosine(query, embedder.embed(document.passage(), EmbedOptions.PASSAGES));
      hits.add(new Hit(document.id(), score, document, Map.of()));
    }
    hits.sort(Comparator.comparingDouble(Hit::score).reversed());
    return hits.stream()
        .skip(request.offset())
        .limit(request.limit())
        .map(hit -> withLanes(hit, hits.indexOf(hit) + 1, request))
        .toList();
  }

  @Override
  public void close() {}

  private static Hit withLanes(Hit hit, int rank, SearchRequest request) {
    Map<Lane, Hit.LaneScore> lanes = new LinkedHashMap<>();
    for (Lane lane : request.lanes()) {
      lanes.put(lane, new Hit.LaneScore(rank, hit.score(), hit.score() / request.lanes().size()));
    }
    return new Hit(hit.id(), hit.score(), hit.document(), lanes);
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot;
  }
}
