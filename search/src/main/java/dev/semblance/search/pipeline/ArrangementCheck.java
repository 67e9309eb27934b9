package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.NearestWord;
import dev.semblance.SemblanceException;
import dev.semblance.collection.SortedPage.TypedSortKey;
import dev.semblance.document.FieldType;
import dev.semblance.document.Schema;
import dev.semblance.query.Arrangement.Grouping;
import dev.semblance.query.Facet;
import dev.semblance.query.SortKey;
import java.util.List;

/// Checks the fields of an arrangement against a schema.
record ArrangementCheck(Schema schema) {

  /// @throws SemblanceException INVALID
  List<TypedSortKey> order(List<SortKey> sort) {
    return sort.stream().map(key -> new TypedSortKey(key, valued("sort", key.field()))).toList();
  }

  /// @throws SemblanceException INVALID
  Facet.Typed facet(Facet facet) {
    FieldType type = valued("facets", facet.field());
    boolean suited =
        switch (facet) {
          case Facet.Terms _ -> true;
          case Facet.Dates _ -> type instanceof FieldType.DateType;
          case Facet.NumberRanges _ ->
              type instanceof FieldType.IntegerType
                  || type instanceof FieldType.DecimalType
                  || type instanceof FieldType.DateType;
        };
    if (!suited) {
      String wanted = facet instanceof Facet.Dates ? "dates" : "integers, numbers and dates";
      throw unsuited("facets", facet.field(), type, "these buckets are for " + wanted);
    }
    return new Facet.Typed(facet, type);
  }

  /// @throws SemblanceException INVALID
  void require(Grouping grouping) {
    FieldType type = valued("group", grouping.field());
    if (!(type instanceof FieldType.KeywordType)) {
      throw unsuited("group", grouping.field(), type, "groups are of keywords");
    }
  }

  private FieldType valued(String part, String field) {
    FieldType type = schema.fields().get(field);
    return switch (type) {
      case null ->
          throw new SemblanceException(
              Fault.INVALID,
              "`%s`: the collection has no field `%s`%s; it has: %s"
                  .formatted(
                      part,
                      field,
                      NearestWord.question(field, schema.fields().keySet()),
                      String.join(", ", schema.fields().keySet())));
      case FieldType.TextType _, FieldType.GeoType _, FieldType.StoredType _ ->
          throw unsuited(
              part, field, type, "it takes keywords, integers, numbers, booleans and dates");
      case FieldType.KeywordType _,
          FieldType.IntegerType _,
          FieldType.DecimalType _,
          FieldType.BooleanType _,
          FieldType.DateType _ ->
          type;
    };
  }

  private static SemblanceException unsuited(
      String part, String field, FieldType type, String rule) {
    return new SemblanceException(
        Fault.INVALID, "`%s`: `%s` is of type %s; %s".formatted(part, field, type.name(), rule));
  }
}
