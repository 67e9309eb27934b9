package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.FieldValue.IntegerValue;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CollectionMetadata;
import dev.semblance.search.index.IndexContext;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many of the ten nearest documents that pass a filter the dense lane finds.
class FilteredRecallTest {
  private static final int DOCUMENTS = 8_000;
  private static final int DIMENSIONS = 32;
  private static final int QUERIES = 25;
  private static final double FLOOR = 0.95;

  @TempDir Path root;

  private final List<float[]> vectors = new ArrayList<>();
  private LuceneStore store;

  @BeforeEach
  void write() throws IOException {
    var random = new SplittableRandom(11);
    List<StoredEntry> entries = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS; i++) {
      vectors.add(unit(random));
      entries.add(entry(i, random.nextInt(1_000)));
    }
    var folder = new CollectionFolder(root.resolve("c"));
    var schema = Schema.inferred(new ModelVersion("fixed", "f1"), DIMENSIONS);
    folder.create(new CollectionMetadata(schema, Instant.EPOCH));
    store = new LuceneStore(folder, IndexContext.standalone());
    store.write(entries.subList(0, DOCUMENTS / 2));
    store.write(entries.subList(DOCUMENTS / 2, DOCUMENTS));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// `random` does not depend on the vector; `side` is 0 where the first dimension is negative.
  private StoredEntry entry(int i, int random) {
    int side = vectors.get(i)[0] < 0 ? 0 : 1;
    return new StoredEntry(
        new Document("d" + i, "", "x"),
        List.of(),
        Map.of(
            "random", List.of(new IntegerValue(random)), "side", List.of(new IntegerValue(side))),
        Map.of(Schema.VectorField.NAME, vectors.get(i)));
  }

  @Test
  void nearestThatPassAreFoundWhateverTheirShare() {
    for (int thousandths : new int[] {1, 10, 100, 900}) {
      Filter filter =
          new Filter.Range(
              "random", null, new Filter.Endpoint(new IntegerValue(thousandths), false));
      assertThat(recall(filter, _ -> 0f)).as("%d ‰", thousandths).isGreaterThanOrEqualTo(FLOOR);
    }
  }

  /// The query lies on the other side than all documents that pass.
  @Test
  void nearestAreFoundWhereThoseThatPassAreFar() {
    Filter filter = Filter.equal("side", new IntegerValue(0));
    assertThat(recall(filter, _ -> 1f)).isGreaterThanOrEqualTo(FLOOR);
  }

  private interface FirstDimension {
    float of(int query);
  }

  private double recall(Filter filter, FirstDimension first) {
    var random = new SplittableRandom(12);
    int found = 0;
    int wanted = 0;
    try (var view = store.view()) {
      Set<String> passing = new HashSet<>();
      view.scan(filter, "", DOCUMENTS, SearchDeadline.NONE).forEach(each -> passing.add(each.id()));
      for (int i = 0; i < QUERIES; i++) {
        float[] query = unit(random);
        query[0] += first.of(i);
        normalize(query);
        List<String> exact = exact(query, passing);
        var nearest = new LaneQuery.Nearest(Schema.VectorField.NAME, query, List.of());
        List<String> ids =
            view.candidates(nearest, filter, 10, SearchDeadline.NONE).stream()
                .map(Candidate::id)
                .toList();
        assertThat(ids).hasSameSizeAs(exact).allMatch(passing::contains);
        wanted += exact.size();
        found += (int) exact.stream().filter(ids::contains).count();
      }
    }
    return (double) found / wanted;
  }

  private List<String> exact(float[] query, Set<String> passing) {
    return IntStream.range(0, DOCUMENTS)
        .filter(i -> passing.contains("d" + i))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -dot(query, vectors.get(i))))
        .limit(10)
        .map(i -> "d" + i)
        .toList();
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  private static float[] unit(SplittableRandom random) {
    float[] vector = new float[DIMENSIONS];
    for (int i = 0; i < DIMENSIONS; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    normalize(vector);
    return vector;
  }

  private static void normalize(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) (vector[i] / length);
    }
  }
}
