package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.evaluate.StrictLines.Malformed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Runs on disk, one result a line, as trec_eval reads them:
///
/// ```
/// query Q0 document rank score tag
/// ```
///
/// Ranks count from 1. Scores are written so that reading gives the same number, and so the same
/// order and the same measures.
public final class RunFile {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private RunFile() {}

  /// @throws SemblanceException INVALID for an id or tag that is empty or holds white space
  public static void write(Run run, Path file) {
    String tag = word(run.tag());
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (var ranking : run.rankings().entrySet()) {
        String query = word(ranking.getKey());
        int rank = 1;
        for (ScoredId hit : ranking.getValue()) {
          out.write(query + " Q0 " + word(hit.id()) + " " + rank + " " + hit.score() + " " + tag);
          out.write('\n');
          rank++;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads a run; the ranks in it are ignored, as trec_eval ignores them.
  ///
  /// @throws SemblanceException NOT_FOUND; INVALID with file and line, or with query and document
  ///   for one that occurs twice
  public static Run read(Path file) {
    Map<String, List<ScoredId>> rankings = new LinkedHashMap<>();
    String[] tag = {"run"};
    StrictLines.visit(
        file,
        (_, text) -> {
          String[] columns = SPACE.split(text.strip(), -1);
          if (columns.length != 6) {
            throw new Malformed("expected 'query Q0 document rank score tag', got '" + text + "'");
          }
          double score = StrictLines.number("the score", columns[4]);
          rankings
              .computeIfAbsent(columns[0], _ -> new ArrayList<>())
              .add(new ScoredId(columns[2], score));
          tag[0] = columns[5];
        });
    return new Run(tag[0], rankings);
  }

  /// Requires an id without white space, which separates the columns.
  static String word(String id) {
    if (id.isEmpty() || SPACE.matcher(id).find()) {
      throw new SemblanceException(
          Fault.INVALID,
          "'" + id + "' cannot be written in TREC's form: it is empty or holds white space");
    }
    return id;
  }
}
