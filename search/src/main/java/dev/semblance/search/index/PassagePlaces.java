package dev.semblance.search.index;

import dev.semblance.document.FieldSpan;
import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Which document and which part of its text the Lucene documents of a segment stand for. Read in
/// ascending order. *Confined to the thread that opened it.*
public final class PassagePlaces {
  private final BinaryDocValues ids;
  private final SortedDocValues fields;
  private final NumericDocValues starts;
  private final NumericDocValues ends;

  public PassagePlaces(LeafReader segment) throws IOException {
    ids = DocValues.getBinary(segment, FieldNames.ID);
    fields = DocValues.getSorted(segment, FieldNames.PASSAGE_FIELD);
    starts = DocValues.getNumeric(segment, FieldNames.PASSAGE_START);
    ends = DocValues.getNumeric(segment, FieldNames.PASSAGE_END);
  }

  /// The passages of a segment.
  public static DocIdSetIterator all(LeafReader segment) throws IOException {
    return DocValues.getNumeric(segment, FieldNames.PASSAGE_START);
  }

  /// The document that a Lucene document belongs to: the next in its block that has an id, which
  /// [#id] then reads.
  ///
  /// @param doc not before that of the last call
  public int documentOf(int doc) throws IOException {
    return ids.docID() < doc ? ids.advance(doc) : ids.docID();
  }

  /// The id of the document that [#documentOf] found.
  public String id() throws IOException {
    BytesRef id = ids.binaryValue();
    return id.utf8ToString();
  }

  /// The passage that a Lucene document stands for; null for a document.
  ///
  /// @param doc not before that of the last call
  public @Nullable FieldSpan passage(int doc) throws IOException {
    if (!fields.advanceExact(doc) || !starts.advanceExact(doc) || !ends.advanceExact(doc)) {
      return null;
    }
    String field = fields.lookupOrd(fields.ordValue()).utf8ToString();
    return new FieldSpan(field, (int) starts.longValue(), (int) ends.longValue());
  }
}
