package dev.semblance.search.present;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.Document;
import dev.semblance.collection.Excerpt;
import dev.semblance.collection.Excerpts;
import dev.semblance.collection.Passage;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the excerpts of the hits of a search. *Safe for use by many threads.*
public final class Presenter {

  /// The fields whose values excerpts are made from.
  public Set<String> fields(List<Candidate> candidates) {
    Set<String> fields = new HashSet<>();
    for (Candidate candidate : candidates) {
      Passage passage = candidate.passage();
      if (passage != null) {
        fields.add(passage.field());
      }
    }
    return fields;
  }

  /// @param document with the values of [#fields] at least
  public Excerpts excerpts(Candidate candidate, Document document) {
    return new Excerpts(passage(candidate, document), Map.of());
  }

  private static Optional<Excerpt> passage(Candidate candidate, Document document) {
    return Optional.ofNullable(candidate.passage())
        .map(place -> Excerpt.of(place, document.textOf(place.field())));
  }
}
