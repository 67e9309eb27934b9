package dev.semblance.search.lane;

import java.io.IOException;
import java.util.Objects;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Documents with a term that contains a text. Reads each term of the field; an automaton, as for
/// wildcards, has no bound on its size where the text repeats itself.
final class SubstringQuery extends MultiTermQuery {
  private final BytesRef text;

  SubstringQuery(String field, String text) {
    super(field, CONSTANT_SCORE_BLENDED_REWRITE);
    this.text = new BytesRef(text);
  }

  @Override
  protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
    return new FilteredTermsEnum(terms.iterator(), false) {
      @Override
      protected AcceptStatus accept(BytesRef term) {
        return contains(term) ? AcceptStatus.YES : AcceptStatus.NO;
      }
    };
  }

  private boolean contains(BytesRef term) {
    int last = term.offset + term.length - text.length;
    for (int at = term.offset; at <= last; at++) {
      if (isAt(term, at)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAt(BytesRef term, int at) {
    for (int i = 0; i < text.length; i++) {
      if (term.bytes[at + i] != text.bytes[text.offset + i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    if (visitor.acceptField(field)) {
      visitor.visitLeaf(this);
    }
  }

  @Override
  public String toString(String unused) {
    return field + ":*" + text.utf8ToString() + "*";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return super.equals(other)
        && other instanceof SubstringQuery substring
        && text.equals(substring.text);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), text);
  }
}
