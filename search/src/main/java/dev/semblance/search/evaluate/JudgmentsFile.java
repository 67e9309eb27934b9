package dev.semblance.search.evaluate;

import dev.semblance.SemblanceException;
import dev.semblance.search.evaluate.StrictLines.Malformed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Judgments on disk, in BEIR's form (a header, then `query-id`, `corpus-id` and `score` separated
/// by tabs) or in TREC's (`query 0 document grade`, separated by spaces). The number of columns
/// tells which.
public final class JudgmentsFile {
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private JudgmentsFile() {}

  /// One judgment and its line.
  record JudgmentRow(long line, String query, String document, int grade) {}

  /// @throws SemblanceException NOT_FOUND; INVALID with file and line for a line that is no
  ///   judgment, or judges a document for a query a second time
  public static Judgments read(Path file) {
    return judgments(rows(file));
  }

  /// Writes TREC's format.
  ///
  /// @throws SemblanceException INVALID for an id that is empty or contains white space
  public static void write(Judgments judgments, Path file) {
    try (var out = new PrintWriter(Files.newBufferedWriter(file))) {
      judgments
          .grades()
          .forEach((query, judged) ->
              judged.forEach((document, grade) ->
                  out.printf("%s 0 %s %d%n", RunFile.word(query), RunFile.word(document), grade)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<JudgmentRow> rows(Path file) {
    List<JudgmentRow> rows = new ArrayList<>();
    Set<List<String>> judged = new HashSet<>();
    StrictLines.visit(
        file,
        (number, text) -> {
          JudgmentRow row = row(number, text);
          if (row == null) {
            return;
          }
          if (!judged.add(List.of(row.query(), row.document()))) {
            throw new Malformed(
                "document '%s' is judged for query '%s' a second time"
                    .formatted(row.document(), row.query()));
          }
          rows.add(row);
        });
    return rows;
  }

  static Judgments judgments(List<JudgmentRow> rows) {
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    rows.forEach(row ->
        grades
            .computeIfAbsent(row.query(), _ -> new LinkedHashMap<>())
            .put(row.document(), row.grade()));
    return new Judgments(grades);
  }

  /// The judgment of a line; null for the header.
  private static @Nullable JudgmentRow row(long number, String text) throws Malformed {
    String[] beir = text.split("\t", -1);
    if (beir.length == 3) {
      boolean header = number == 1 && !beir[2].strip().matches("[+-]?\\d+");
      return header ? null : row(number, beir[0], beir[1], beir[2]);
    }
    String[] trec = SPACE.split(text.strip(), -1);
    if (trec.length == 4) {
      return row(number, trec[0], trec[2], trec[3]);
    }
    throw new Malformed(
        "expected query-id, corpus-id and score parted by tabs, or TREC's 'query 0 document grade';"
            + " got '"
            + text
            + "'");
  }

  private static JudgmentRow row(long number, String query, String document, String grade)
      throws Malformed {
    if (query.isBlank() || document.isBlank()) {
      throw new Malformed("a judgment needs a query and a document");
    }
    return new JudgmentRow(number, query, document, StrictLines.integer("the score", grade));
  }
}
