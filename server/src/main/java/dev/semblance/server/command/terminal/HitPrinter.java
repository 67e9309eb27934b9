package dev.semblance.server.command.terminal;

import dev.semblance.document.FieldSelection;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Prints search hits as text. *One thread at a time.*
///
/// @param terminal printed to
public record HitPrinter(Terminal terminal) {
  private static final int WIDTH = 100;
  private static final int NARROWEST_ID = 20;

  /// What a search is to return for its hits to be printed.
  public static Page.Detail detail() {
    return new Page.Detail(FieldSelection.ALL, false, ExcerptLine.HIGHLIGHT);
  }

  /// The hits, and the explanation where there is one; lanes without result are noted.
  public void print(SearchResult result) {
    print(result.hits());
    result.explanation().ifPresent(new ExplanationPrinter(terminal)::print);
    if (!result.hits().isEmpty() && !result.lanesWithoutResult().isEmpty()) {
      terminal.note("no candidates in the lane " + String.join(", ", result.lanesWithoutResult()));
    }
  }

  private void print(List<Hit> hits) {
    if (hits.isEmpty()) {
      terminal.out().println("nothing found");
    }
    int width = terminal.columns() == 0 ? WIDTH : Math.min(terminal.columns(), WIDTH);
    for (int i = 0; i < hits.size(); i++) {
      print(i + 1, hits.get(i), width);
    }
  }

  private void print(int rank, Hit hit, int width) {
    String title = hit.document().title();
    String head = title.isEmpty() ? hit.id() : title;
    String id = title.isEmpty() || title.equals(hit.id()) ? "" : hit.id() + " · ";
    String margin = "    ";
    int textWidth = width - margin.length();
    terminal
        .out()
        .printf(Locale.ROOT, "%3d %s%n", rank, terminal.bold(TruncatedLine.of(head, textWidth)));
    String line = ExcerptLine.of(hit, terminal, textWidth);
    if (!line.isEmpty()) {
      terminal.out().println(margin + line);
    }
    String scores = scores(hit);
    int idWidth = Math.max(NARROWEST_ID, textWidth - scores.length());
    String shownId = id.isEmpty() ? "" : TruncatedLine.of(id, idWidth) + " ";
    terminal.out().println(margin + terminal.dim(shownId + scores));
  }

  private static String scores(Hit hit) {
    List<String> parts = new ArrayList<>();
    parts.add(String.format(Locale.ROOT, "%.4f", hit.score()));
    for (Lane lane : Lane.ALL) {
      Hit.LaneScore score = hit.lanes().get(lane.name());
      if (score != null) {
        parts.add(
            String.format(Locale.ROOT, "%s #%d (%.3f)", lane.name(), score.rank(), score.score()));
      }
    }
    return String.join(" · ", parts);
  }
}
