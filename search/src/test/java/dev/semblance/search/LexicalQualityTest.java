package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// nDCG@10 of BM25 on public sets: checks analysis and weights without a model.
class LexicalQualityTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;

  /// All judgments of these sets are 0 or 1.
  @ParameterizedTest
  @CsvSource({"scifact, 0.70", "cmrc2018, 0.98"})
  void reachesTheMinimum(String name, double floor) throws IOException {
    Path set = Path.of(System.getProperty("semblance.root", "."), "../shared/data", name);
    assumeTrue(Files.isDirectory(set), () -> "the set is not here: " + set);
    var embedder = new FixedEmbedder();
    try (var data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection collection = data.create("c", "fixed");
      collection.write(Entry.ofAll(documents(set)));
      assertThat(meanNdcg(collection, set)).isGreaterThan(floor);
    }
  }

  private static double meanNdcg(DocumentCollection collection, Path set) throws IOException {
    Map<String, Set<String>> relevant = relevant(set.resolve("qrels.tsv"));
    double sum = 0;
    int queries = 0;
    for (JsonNode query : lines(set.resolve("queries.jsonl"))) {
      Set<String> wanted = relevant.get(query.get("id").asText());
      if (wanted != null) {
        queries++;
        sum += ndcg(collection, query.get("text").asText(), wanted);
      }
    }
    System.out.printf("%s: lexical nDCG@10 %.4f%n", set.getFileName(), sum / queries);
    return sum / queries;
  }

  private static double ndcg(DocumentCollection collection, String query, Set<String> wanted) {
    double gain = 0;
    double best = 0;
    int rank = 1;
    for (Hit hit :
        collection.search(SearchRequest.of(query, List.of(Lane.LEXICAL), Page.first(10))).hits()) {
      rank++;
      gain += wanted.contains(hit.id()) ? discount(rank) : 0;
    }
    for (int i = 2; i < 2 + Math.min(10, wanted.size()); i++) {
      best += discount(i);
    }
    return gain / best;
  }

  private static double discount(int rankAndOne) {
    return Math.log(2) / Math.log(rankAndOne);
  }

  private static List<Document> documents(Path set) throws IOException {
    List<Document> documents = new ArrayList<>();
    Path plain = set.resolve("corpus.jsonl");
    for (JsonNode line : lines(Files.exists(plain) ? plain : set.resolve("corpus.jsonl.gz"))) {
      documents.add(
          new Document(
              line.get("id").asText(), line.get("title").asText(), line.get("text").asText()));
    }
    return documents;
  }

  private static Map<String, Set<String>> relevant(Path qrels) throws IOException {
    Map<String, Set<String>> relevant = new HashMap<>();
    List<String> lines = Files.readAllLines(qrels);
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split("\t", -1);
      if (Integer.parseInt(columns[2]) > 0) {
        relevant.computeIfAbsent(columns[0], _ -> new HashSet<>()).add(columns[1]);
      }
    }
    return relevant;
  }

  private static List<JsonNode> lines(Path file) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        nodes.add(JSON.readTree(line));
      }
    }
    return nodes;
  }
}
