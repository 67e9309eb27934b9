package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.search.evaluate.StrictLines.Malformed;
import dev.semblance.search.ingest.JsonDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Reads the records of a query set: one JSON object a line, each with an id of its own.
final class QueriesFile {
  private QueriesFile() {}

  /// Id → query, in the order of the file.
  static Map<String, JudgedQuery> read(Path file) {
    Map<String, JudgedQuery> queries = new LinkedHashMap<>();
    StrictLines.visit(
        file,
        (_, text) -> {
          Document record = record(text);
          var query = new JudgedQuery(record.id(), record.text());
          if (queries.put(query.id(), query) != null) {
            throw new Malformed("id '" + query.id() + "' occurs a second time");
          }
        });
    return queries;
  }

  /// A record with a text.
  static Document record(String json) throws Malformed {
    Document record;
    try {
      record = JsonDocument.parse(json);
    } catch (SemblanceException e) {
      throw new Malformed(String.valueOf(e.getMessage()));
    }
    if (record.text().isBlank()) {
      throw new Malformed("`text` is empty");
    }
    return record;
  }

  /// The first of these files that exists.
  ///
  /// @throws SemblanceException NOT_FOUND when none is
  static Path find(Path folder, String... names) {
    for (String name : names) {
      if (Files.isRegularFile(folder.resolve(name))) {
        return folder.resolve(name);
      }
    }
    throw new SemblanceException(
        Fault.NOT_FOUND,
        Files.isDirectory(folder)
            ? "%s has none of %s: it is no query set".formatted(folder, String.join(", ", names))
            : ("there is no folder %s; give one in BEIR format, such as a data set of"
                    + " https://huggingface.co/BeIR with its corpus.jsonl, queries.jsonl and"
                    + " qrels.tsv")
                .formatted(folder));
  }
}
