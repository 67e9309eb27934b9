package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import dev.semblance.search.ingest.DocumentReader;
import dev.semblance.search.ingest.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A retrieval query set in BEIR's form: a folder with `corpus.jsonl`, `queries.jsonl` (either may
/// be gzip, with `.gz`) and `qrels.tsv` or `qrels/test.tsv`. *Safe for use by many threads.*
///
/// Source: Thakur et al., BEIR, NeurIPS 2021 (datasets track).
///
/// @param corpus the documents; title and text are read as one passage, separated by a space
/// @param queries those with a judgment, in the order of their file
/// @param judgments of those queries
/// @param documents how many the corpus has
/// @param notes remarks on the results, one sentence each
public record Dataset(
    Source corpus,
    List<JudgedQuery> queries,
    Judgments judgments,
    long documents,
    List<String> notes) {
  public Dataset {
    queries = List.copyOf(queries);
    notes = List.copyOf(notes);
  }

  /// Reads queries and judgments, and the corpus once to check them against it.
  ///
  /// A judged document that is not in the corpus is noted: it counts as not found, as in trec_eval.
  ///
  /// @throws SemblanceException NOT_FOUND when a file is missing; INVALID, with file and line, for
  ///   a record that cannot be read, an id that occurs twice among the queries or a judgment of an
  ///   unknown query
  public static Dataset open(Path folder) {
    Path corpusFile = QueriesFile.find(folder, "corpus.jsonl", "corpus.jsonl.gz");
    Path queriesFile = QueriesFile.find(folder, "queries.jsonl", "queries.jsonl.gz");
    Path qrels = QueriesFile.find(folder, "qrels.tsv", "qrels/test.tsv");
    Map<String, JudgedQuery> queries = QueriesFile.read(queriesFile);
    List<JudgmentsFile.JudgmentRow> rows = JudgmentsFile.rows(qrels);
    requireQueries(rows, queries, qrels, queriesFile);

    List<String> notes = new ArrayList<>();
    Source corpus = Source.of(corpusFile);
    Map<String, Long> unseen = new LinkedHashMap<>();
    rows.forEach(row -> unseen.putIfAbsent(row.document(), row.line()));
    long documents = check(corpus, unseen);
    if (!unseen.isEmpty()) {
      var first = unseen.entrySet().iterator().next();
      notes.add(
          "%s judges %d documents that are not in %s, the first on line %d: '%s'; they count as not found"
              .formatted(qrels, unseen.size(), corpusFile, first.getValue(), first.getKey()));
    }
    Judgments judgments = JudgmentsFile.judgments(rows);
    List<JudgedQuery> asked =
        queries.values().stream().filter(each -> judgments.queries().contains(each.id())).toList();
    if (asked.size() < queries.size()) {
      notes.add(
          "%d of %d queries have a judgment; the others are not asked"
              .formatted(asked.size(), queries.size()));
    }
    return new Dataset(corpus, asked, judgments, documents, notes);
  }

  private static void requireQueries(
      List<JudgmentsFile.JudgmentRow> rows,
      Map<String, JudgedQuery> queries,
      Path qrels,
      Path queriesFile) {
    if (rows.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, qrels + " holds no judgment");
    }
    for (JudgmentsFile.JudgmentRow row : rows) {
      if (!queries.containsKey(row.query())) {
        throw new SemblanceException(
            Fault.INVALID,
            "%s, line %d: query '%s' is not in %s"
                .formatted(qrels, row.line(), row.query(), queriesFile));
      }
    }
  }

  /// Counts the documents and removes their ids from `unseen`.
  private static long check(Source corpus, Map<String, Long> unseen) {
    long documents = 0;
    try (DocumentReader reader = corpus.open()) {
      for (ReadResult each = reader.next(); each != null; each = reader.next()) {
        switch (each) {
          case Refused(_, String reason) ->
              throw new SemblanceException(Fault.INVALID, reader.where() + ": " + reason);
          case Entry(Document document, _) -> unseen.remove(document.id());
        }
        documents++;
      }
    }
    return documents;
  }
}
