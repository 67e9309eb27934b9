package dev.semblance.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Outcome;
import dev.semblance.collection.Refused;
import dev.semblance.collection.WriteReport;
import dev.semblance.document.Document;
import dev.semblance.document.DynamicFields;
import dev.semblance.document.FieldType;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import dev.semblance.query.Filter;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path root;
  private DataDirectory data;

  @BeforeEach
  void open() {
    data = DataDirectory.open(root, _ -> new FixedEmbedder());
  }

  @AfterEach
  void close() {
    data.close();
  }

  @Test
  void fieldsAreInferredFromTheirFirstValues() {
    DocumentCollection notes = data.create("notes", "fixed");
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("tag", List.of("a", "b"));
    fields.put("year", 2024);
    fields.put("price", List.of(1, 2.5));
    fields.put("sold", true);
    fields.put("place", Map.of("lat", 52.5, "lon", 13.4));
    fields.put("prose", "long text ".repeat(30));
    fields.put("other", Map.of("deep", 1));
    fields.put("mixed", List.of(1, "a"));
    assertThat(write(notes, document("1", fields)).accepted()).isOne();
    assertThat(notes.info().schema().fields())
        .containsEntry("tag", new FieldType.KeywordType())
        .containsEntry("year", new FieldType.IntegerType())
        .containsEntry("price", new FieldType.DecimalType())
        .containsEntry("sold", new FieldType.BooleanType())
        .containsEntry("place", new FieldType.GeoType())
        .containsEntry("prose", new FieldType.TextType(1))
        .containsEntry("other", new FieldType.StoredType())
        .containsEntry("mixed", new FieldType.StoredType());
  }

  @Test
  void valueThatDoesNotFitRefusesItsDocumentAlone() {
    DocumentCollection notes = data.create("notes", "fixed");
    write(notes, document("1", Map.of("year", 2024)));
    WriteReport report =
        write(notes, document("2", Map.of("year", "last")), document("3", Map.of("year", 2_025L)));
    assertThat(report.outcomes())
        .containsExactly(
            new Refused("2", "`year` is an integer, and `last` is not"), new Outcome.Accepted("3"));
  }

  @Test
  void inferredFieldsOutlastTheProcess() {
    write(data.create("notes", "fixed"), document("1", Map.of("year", 2024)));
    data.close();
    open();
    DocumentCollection notes = data.collection("notes");
    assertThat(notes.info().schema().fields()).containsEntry("year", new FieldType.IntegerType());
    assertThat(write(notes, document("2", Map.of("year", "x"))).accepted()).isZero();
  }

  /// The first of them decides, and the documents of that type are kept.
  @Test
  void writersThatAddAFieldAtOnceAgreeOnItsType() throws Exception {
    DocumentCollection notes = data.create("notes", "fixed");
    List<Future<WriteReport>> writes = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 16; i++) {
        Document document = document("d" + i, Map.of("x", i % 2 == 0 ? i : "text " + i));
        writes.add(threads.submit(() -> write(notes, document)));
      }
    }
    long accepted = 0;
    for (Future<WriteReport> write : writes) {
      accepted += write.get().accepted();
    }
    assertThat(accepted).isEqualTo(8);
    boolean numbers = notes.info().schema().fields().get("x") instanceof FieldType.IntegerType;
    assertThat(notes.get(numbers ? "d0" : "d1")).isPresent();
    assertThat(notes.get(numbers ? "d1" : "d0")).isEmpty();
  }

  @Test
  void declaredFieldsAndVectorsAreKeptToTheSchema() {
    DocumentCollection shop = data.create("shop", shop(DynamicFields.REFUSE));
    float[] axis = {0, 1, 0};
    WriteReport report =
        shop.write(
            List.of(
                new Entry(product("1", "red shoes", Map.of()), Map.of("given", axis)),
                new Entry(product("2", "blue", Map.of("size", 3)), Map.of()),
                new Entry(product("3", "green", Map.of()), Map.of("other", axis)),
                new Entry(product("4", "white", Map.of()), Map.of("given", new float[] {1}))));
    assertThat(report.outcomes())
        .containsExactly(
            new Outcome.Accepted("1"),
            new Refused("2", "the schema has no field `size`; it has: name, tag"),
            new Refused("3", "the schema has no vector `other`; it has: words, given"),
            new Refused("4", "the vector has 1 dimensions, the collection 3"));
    assertThat(shop.search(SearchRequest.of("shoes", List.of(Lane.LEXICAL), Page.first(5))).hits())
        .extracting(Hit::id)
        .containsExactly("1");
  }

  @Test
  void storedFieldsCannotBeFiltered() {
    DocumentCollection shop = data.create("shop", shop(DynamicFields.STORE));
    assertThat(write(shop, product("1", "shoes", Map.of("size", 3))).accepted()).isOne();
    assertThat(shop.get("1").orElseThrow().fields()).containsEntry("size", 3);
    var all = SearchRequest.of("shoes", Lane.ALL, Page.first(5));
    assertThatThrownBy(() -> shop.search(all.where(new Filter.Exists("size"))))
        .hasMessageContaining("the collection has no field `size`")
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void anotherSchemaOfTheSameNameIsRefused() {
    data.create("shop", shop(DynamicFields.STORE));
    assertThat(data.create("shop", shop(DynamicFields.STORE)).info().documents()).isZero();
    assertThatThrownBy(() -> data.create("shop", "fixed"))
        .hasMessageContaining("collection shop exists with vectors [words, given], not [vector]");
  }

  private static Schema shop(DynamicFields dynamic) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put("name", new FieldType.TextType(1));
    fields.put("tag", new FieldType.KeywordType());
    Map<String, Schema.VectorField> vectors = new LinkedHashMap<>();
    vectors.put("words", new Schema.VectorField(new ModelVersion("fixed", ""), 0, List.of("name")));
    vectors.put("given", new Schema.VectorField(null, 3, List.of()));
    return new Schema(fields, vectors, dynamic);
  }

  private static Document product(String id, String name, Map<String, Object> more) {
    Map<String, Object> fields = new LinkedHashMap<>(more);
    fields.put("name", name);
    return new Document(id, "", "", fields);
  }

  private static Document document(String id, Map<String, Object> fields) {
    return new Document(id, "", "text", fields);
  }

  private static WriteReport write(DocumentCollection collection, Document... documents) {
    return collection.write(Entry.ofAll(List.of(documents)));
  }
}
