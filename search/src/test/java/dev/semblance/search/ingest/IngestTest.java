package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IngestTest {
  @TempDir Path folder;

  private final MemoryCollection collection = new MemoryCollection();

  @Test
  void everyDocumentIsWrittenOrReported() {
    IngestReport report =
        run(
            """
            {"id": "1", "text": "one"}
            broken
            {"id": "empty"}
            {"id": "refused", "text": "no"}
            {"id": "1", "text": "one again"}
            {"id": "2", "text": "two"}
            """);
    assertThat(collection.documents.values())
        .containsExactlyInAnyOrder(
            new Document("1", "", "one again"), new Document("2", "", "two"));
    assertThat(report.counts()).isEqualTo(new IngestReport.IngestCounts(2, 0, 4, 0));
    assertThat(report.tokens()).isEqualTo(30);
    String file = folder.resolve("docs.jsonl").toString();
    assertThat(report.reasons())
        .contains(
            new IngestReport.Skipped(file + ", line 3", "neither a title nor a text"),
            new IngestReport.Skipped(file + ", line 4", "it is not wanted"),
            new IngestReport.Skipped(
                file + ", line 1", "'1' comes again in " + file + ", line 5, which is kept"));
    assertThat(report.reasons())
        .extracting(IngestReport.Skipped::where)
        .contains(file + ", line 2");
  }

  @Test
  void runTwiceItChangesNothing() {
    run(numbered(0, 5_000));
    collection.writes.clear();
    IngestReport again = run(numbered(0, 5_000));
    assertThat(collection.writes).isEmpty();
    assertThat(again.counts()).isEqualTo(new IngestReport.IngestCounts(0, 5_000, 0, 0));
  }

  @Test
  void documentsThatReplaceOthersAndTextsThatAreCutAreNamed() {
    run("{\"id\":\"1\",\"text\":\"one\"}\n{\"id\":\"2\",\"text\":\"two\"}\n");
    String text =
        "{\"id\":\"1\",\"text\":\"other\"}\n{\"id\":\"long\",\"text\":\"long\"}\n"
            + "{\"id\":\"longer\",\"text\":\"longer\"}\n";
    Source second = Source.of(ReadAll.file(folder, "second.jsonl", text));
    IngestReport.Notices notices = new Ingest(collection, Progress.SILENT).run(second).notices();
    String file = folder.resolve("second.jsonl").toString();
    assertThat(notices.replaced())
        .isEqualTo(new IngestReport.NotedDocuments(1, List.of("'1' of " + file + ", line 1")));
    assertThat(notices.truncated())
        .isEqualTo(new IngestReport.NotedDocuments(1, List.of(file + ", line 2")));
    assertThat(notices.limit()).isEqualTo(512);
    assertThat(notices.split())
        .isEqualTo(new IngestReport.NotedDocuments(1, List.of(file + ", line 3 into 9")));
  }

  @Test
  void everySkippedItemIsPassedOn() {
    List<IngestReport.Skipped> skips = new ArrayList<>();
    Source source = Source.of(ReadAll.file(folder, "docs.jsonl", "broken\n".repeat(1_500)));
    IngestReport report = new Ingest(collection, Progress.SILENT, skips::add).run(source);
    assertThat(report.reasons()).hasSize(1_000);
    assertThat(skips).hasSize(1_500);
  }

  @Test
  void interruptedItKeepsWhatIsWrittenAndResumes() {
    String content = numbered(0, 5_000);
    Source source = Source.of(ReadAll.file(folder, "docs.jsonl", content));
    Progress interrupter =
        (done, _) -> {
          if (done >= 1_000) {
            Thread.currentThread().interrupt();
          }
        };
    assertThatThrownBy(() -> new Ingest(collection, interrupter).run(source))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
    int kept = collection.documents.size();
    assertThat(kept).isBetween(1_000, 1_400);

    IngestReport rest = new Ingest(collection, Progress.SILENT).run(source);
    assertThat(rest.counts()).isEqualTo(new IngestReport.IngestCounts(5_000 - kept, kept, 0, 0));
  }

  @Test
  void writesNeighboursOfOneLengthTogether() {
    run(numbered(0, 2_000));
    assertThat(collection.writes)
        .allSatisfy(slice -> assertThat(slice).hasSizeLessThanOrEqualTo(256));
    List<Integer> lengths =
        collection.writes.stream().flatMap(List::stream).map(each -> each.text().length()).toList();
    assertThat(lengths).isSortedAccordingTo((a, b) -> b - a);
  }

  @Test
  void longDocumentsMakeShortSlices() {
    String page = "word ".repeat(60_000);
    run(
        IntStream.range(0, 12)
            .mapToObj(i -> "{\"id\":\"" + i + "\",\"text\":\"" + page + "\"}\n")
            .collect(Collectors.joining()));
    assertThat(collection.writes).hasSize(3);
  }

  @Test
  void progressRisesToTheNumberOfDocuments() {
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    Source source = Source.of(ReadAll.file(folder, "docs.jsonl", numbered(0, 5_000)));
    new Ingest(
            collection,
            (now, total) -> {
              done.add(now);
              totals.add(total);
            })
        .run(source);
    assertThat(done).isSorted().last().isEqualTo(5_000L);
    assertThat(totals).last().isEqualTo(5_000L);
    assertThat(totals).allSatisfy(total -> assertThat(total).isBetween(3_000L, 7_000L));
  }

  private IngestReport run(String content) {
    Source source = Source.of(ReadAll.file(folder, "docs.jsonl", content));
    return new Ingest(collection, Progress.SILENT).run(source);
  }

  private static String numbered(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i ->
            "{\"id\":\"%d\",\"text\":\"%s\",\"n\":%d}\n".formatted(i, "a ".repeat(i % 7 + 1), i))
        .collect(Collectors.joining());
  }
}
