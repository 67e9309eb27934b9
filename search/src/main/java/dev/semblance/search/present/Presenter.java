package dev.semblance.search.present;

import dev.semblance.collection.Candidate;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSpan;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Excerpts;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes the excerpts of the hits of a search. *Safe for use by many threads.*
///
/// @param highlighter empty where the search asked for no highlights
/// @param highlighted names of the text fields that highlights are made of
public record Presenter(Optional<Highlighter> highlighter, List<String> highlighted) {
  /// Passages alone.
  public static final Presenter PASSAGES = new Presenter(Optional.empty(), List.of());

  /// The fields whose values excerpts are made from.
  public Set<String> fields(List<Candidate> candidates) {
    Set<String> fields = new HashSet<>(highlighted);
    for (Candidate candidate : candidates) {
      FieldSpan passage = candidate.passage();
      if (passage != null) {
        fields.add(passage.field());
      }
    }
    return fields;
  }

  /// @param document with the values of [#fields] at least
  public Excerpts excerpts(Candidate candidate, Document document) {
    return new Excerpts(passage(candidate, document), highlights(document));
  }

  private static Optional<Excerpt> passage(Candidate candidate, Document document) {
    return Optional.ofNullable(candidate.passage())
        .map(place -> Excerpt.of(place, document.textOf(place.field())));
  }

  private Map<String, List<Excerpt>> highlights(Document document) {
    Map<String, List<Excerpt>> highlights = new LinkedHashMap<>();
    for (String field : highlighted) {
      List<Excerpt> excerpts =
          highlighter.map(each -> each.excerpts(field, document.textOf(field))).orElse(List.of());
      if (!excerpts.isEmpty()) {
        highlights.put(field, excerpts);
      }
    }
    return highlights;
  }
}
