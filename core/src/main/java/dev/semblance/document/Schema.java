package dev.semblance.document;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the documents of a collection consist of. Immutable.
///
/// @param fields by name, in the order of their declaration
/// @param vectors by name; the first is the one that a search uses unless it names another
/// @param dynamic what happens to fields that are not declared
public record Schema(
    Map<String, FieldType> fields, Map<String, VectorField> vectors, DynamicFields dynamic) {
  public static final int MAX_FIELDS = 1_000;
  public static final int MAX_VECTORS = 16;

  /// Of the title, where the schema is inferred, the text weighing 1:
  /// docs/concepts/hybrid-search.md has the figures by which it was chosen.
  private static final double TITLE_WEIGHT = 1.3;

  private static final Pattern NAME =
      Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_. -]{0,63}");

  /// Of a collection whose schema cannot be read: it has no fields and no vectors.
  public static final Schema UNKNOWN = new Schema(Map.of(), Map.of(), DynamicFields.STORE);

  public Schema {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    vectors = Collections.unmodifiableMap(new LinkedHashMap<>(vectors));
    requireAtMost("fields", fields.size(), MAX_FIELDS);
    requireAtMost("vectors", vectors.size(), MAX_VECTORS);
    fields.keySet().forEach(Schema::requireName);
    vectors.keySet().forEach(Schema::requireName);
    for (Map.Entry<String, VectorField> vector : vectors.entrySet()) {
      for (String source : vector.getValue().from()) {
        if (!(fields.get(source) instanceof FieldType.TextType)) {
          throw new SemblanceException(
              Fault.INVALID,
              "vector `%s` is made from `%s`, which is no text field; text fields are: %s"
                  .formatted(vector.getKey(), source, textFields(fields)));
        }
      }
    }
  }

  /// A vector of each document.
  ///
  /// @param model that computes it; null where it is given with each document
  /// @param dimensions width `k`; 0 in a schema that a collection is to be created with: the
  ///   model's
  /// @param from the text fields that it is made from, separated by a space
  public record VectorField(@Nullable ModelVersion model, int dimensions, List<String> from) {
    /// Name of the vector where the schema is inferred.
    public static final String NAME = "vector";

    public VectorField {
      from = List.copyOf(from);
      if (dimensions < 0 || (dimensions == 0 && model == null)) {
        throw new SemblanceException(
            Fault.INVALID, "a vector without a model needs `dimensions` above 0");
      }
      if (from.isEmpty() != (model == null)) {
        throw new SemblanceException(
            Fault.INVALID,
            "a vector has a `model` and the text fields it is made `from`, or `dimensions` alone");
      }
    }
  }

  /// The schema of a collection that is created for a model alone: `title`, `text`, one vector of
  /// both, and further fields as they come.
  public static Schema inferred(ModelVersion model, int dimensions) {
    return standard(model, dimensions, DynamicFields.INFER);
  }

  /// The schema of collections of an earlier version, whose further fields are stored only.
  public static Schema earlier(ModelVersion model, int dimensions) {
    return standard(model, dimensions, DynamicFields.STORE);
  }

  private static Schema standard(ModelVersion model, int dimensions, DynamicFields dynamic) {
    Map<String, FieldType> fields = new LinkedHashMap<>();
    fields.put(FieldSelection.TITLE, new FieldType.TextType(TITLE_WEIGHT));
    fields.put(FieldSelection.TEXT, new FieldType.TextType(1));
    var vector = new VectorField(model, dimensions, List.copyOf(fields.keySet()));
    return new Schema(fields, Map.of(VectorField.NAME, vector), dynamic);
  }

  /// Whether this can be the name of a field: 1 … 64 letters, digits, `_`, and then also `.`, `-`
  /// and spaces; not a key that documents use otherwise.
  public static boolean isName(String name) {
    return NAME.matcher(name).matches() && !name.equals("id") && !name.equals("vectors");
  }

  /// The names of the text fields, in their order.
  public List<String> textFields() {
    return textFields(fields);
  }

  /// The model of the first vector that has one.
  public Optional<ModelVersion> model() {
    return vectors.values().stream()
        .map(VectorField::model)
        .flatMap(Stream::ofNullable)
        .findFirst();
  }

  /// Id of the model of the first vector that has one, for lists of collections; `none` where every
  /// vector is given.
  public String modelName() {
    return model().map(ModelVersion::id).orElse("none");
  }

  /// The same with other names of the models.
  ///
  /// @param name id of a model → its id
  public Schema withModels(UnaryOperator<String> name) {
    Map<String, VectorField> renamed = new LinkedHashMap<>(vectors);
    renamed.replaceAll((_, vector) -> {
      ModelVersion model = vector.model();
      return model == null
          ? vector
          : new VectorField(
              new ModelVersion(name.apply(model.id()), model.fingerprint()),
              vector.dimensions(),
              vector.from());
    });
    return new Schema(fields, renamed, dynamic);
  }

  /// The same with further fields; fields that exist already stay as they are.
  public Schema with(Map<String, FieldType> added) {
    Map<String, FieldType> all = new LinkedHashMap<>(fields);
    added.forEach(all::putIfAbsent);
    return all.size() == fields.size() ? this : new Schema(all, vectors, dynamic);
  }

  private static List<String> textFields(Map<String, FieldType> fields) {
    List<String> names = new ArrayList<>();
    fields.forEach((name, type) -> {
      if (type instanceof FieldType.TextType) {
        names.add(name);
      }
    });
    return names;
  }

  private static void requireName(String name) {
    if (!isName(name)) {
      throw new SemblanceException(
          Fault.INVALID,
          "`%s` cannot be the name of a field: it has 1 to 64 letters, digits, _ . - and spaces, begins with a letter, digit or _, and is neither `id` nor `vectors`"
              .formatted(name));
    }
  }

  private static void requireAtMost(String what, int count, int most) {
    if (count > most) {
      throw new SemblanceException(
          Fault.INVALID, "a schema has at most %d %s. Given: %d".formatted(most, what, count));
    }
  }
}
