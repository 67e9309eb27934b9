package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.search.evaluate.StrictLines.Malformed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A reranking query set: each query has its own candidates, and only they are ranked. *Safe for
/// use by many threads.*
///
/// On disk, a folder with `queries.jsonl`, `candidates.jsonl` (`id`, `query_id`, `text`) and
/// `qrels.tsv`. A query whose candidates are all right or all wrong does not depend on the order,
/// and is left out.
///
/// @param queries those with a right and a wrong candidate, in the order of their file
/// @param candidates query id → its candidates, including those of queries left out
/// @param judgments of the candidates of those queries
/// @param notes remarks on the results, one sentence each
public record RerankSet(
    List<JudgedQuery> queries,
    Map<String, List<Document>> candidates,
    Judgments judgments,
    List<String> notes) {
  private static final String CANDIDATES = "candidates.jsonl";

  public RerankSet {
    queries = List.copyOf(queries);
    candidates = Map.copyOf(candidates);
    notes = List.copyOf(notes);
  }

  /// Whether a folder is a reranking set.
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(CANDIDATES));
  }

  /// @throws SemblanceException NOT_FOUND when a file is missing; INVALID, with file and line, for
  ///   a record that cannot be read or names an unknown query or candidate
  public static RerankSet open(Path folder) {
    Path qrels = QueriesFile.find(folder, "qrels.tsv");
    Map<String, JudgedQuery> queries =
        QueriesFile.read(QueriesFile.find(folder, "queries.jsonl", "queries.jsonl.gz"));
    Map<String, List<Document>> candidates =
        candidates(QueriesFile.find(folder, CANDIDATES), queries);
    List<JudgmentsFile.JudgmentRow> rows = JudgmentsFile.rows(qrels);
    requireCandidates(rows, candidates, qrels);
    Judgments all = JudgmentsFile.judgments(rows);

    List<JudgedQuery> asked =
        queries.values().stream()
            .filter(each -> divided(candidates.getOrDefault(each.id(), List.of()), all, each.id()))
            .toList();
    if (asked.isEmpty()) {
      throw new SemblanceException(
          Fault.INVALID, folder + " holds no query with a right and a wrong candidate");
    }
    Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
    asked.forEach(query -> grades.put(query.id(), all.of(query.id())));
    List<String> notes =
        asked.size() == queries.size()
            ? List.of()
            : List.of(
                "%d of %d queries have a right and a wrong candidate; the others are left out"
                    .formatted(asked.size(), queries.size()));
    return new RerankSet(asked, candidates, new Judgments(grades), notes);
  }

  /// A query's candidates, in the order of their file.
  public List<Document> of(JudgedQuery query) {
    return candidates.getOrDefault(query.id(), List.of());
  }

  private static Map<String, List<Document>> candidates(
      Path file, Map<String, JudgedQuery> queries) {
    Map<String, List<Document>> candidates = new HashMap<>();
    StrictLines.visit(
        file,
        (_, text) -> {
          Document candidate = QueriesFile.record(text);
          Object query = candidate.fields().get("query_id");
          if (query == null || !queries.containsKey(query.toString())) {
            throw new Malformed("`query_id` names no query: " + query);
          }
          candidates.computeIfAbsent(query.toString(), _ -> new ArrayList<>()).add(candidate);
        });
    return candidates;
  }

  private static void requireCandidates(
      List<JudgmentsFile.JudgmentRow> rows, Map<String, List<Document>> candidates, Path qrels) {
    for (JudgmentsFile.JudgmentRow row : rows) {
      boolean there =
          candidates.getOrDefault(row.query(), List.of()).stream()
              .anyMatch(each -> each.id().equals(row.document()));
      if (!there) {
        throw new SemblanceException(
            Fault.INVALID,
            "%s, line %d: '%s' is no candidate of query '%s'"
                .formatted(qrels, row.line(), row.document(), row.query()));
      }
    }
  }

  private static boolean divided(List<Document> candidates, Judgments judgments, String query) {
    long right =
        candidates.stream()
            .filter(each -> Objects.requireNonNullElse(judgments.of(query).get(each.id()), 0) > 0)
            .count();
    return right > 0 && right < candidates.size();
  }
}
