package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.List;

/// Which parts of text fields are returned because they have words of the query. Immutable.
///
/// @param fields names of text fields; none stands for all
/// @param fragments most parts of a field, 1 … 20
/// @param length most code points of a part, 20 … 2,000; more where a single match has more
/// @param marks how the texts are written
public record Highlight(List<String> fields, int fragments, int length, Marks marks) {
  /// Two parts of each text field, of 160 code points.
  public static final Highlight STANDARD = new Highlight(List.of(), 2, 160, Marks.NONE);

  private static final int MAX_FRAGMENTS = 20;
  private static final int MIN_LENGTH = 20;
  private static final int MAX_LENGTH = 2_000;

  public Highlight {
    fields = List.copyOf(fields);
    require("fragments", fragments, 1, MAX_FRAGMENTS);
    require("length", length, MIN_LENGTH, MAX_LENGTH);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new SemblanceException(
          Fault.INVALID,
          "`highlight.%s` must be between %d and %d. Given: %d"
              .formatted(name, least, most, value));
    }
  }

  /// How the text of a part is written.
  ///
  /// @param html whether characters with a meaning in HTML are escaped
  /// @param before written before each match, as given
  /// @param after written after it
  public record Marks(boolean html, String before, String after) {
    /// The text as it is stored.
    public static final Marks NONE = new Marks(false, "", "");

    /// HTML with matches in `em`.
    public static final Marks EMPHASIS = new Marks(true, "<em>", "</em>");

    private static final int MAX_MARK = 64;

    public Marks {
      if (before.length() > MAX_MARK || after.length() > MAX_MARK) {
        throw new SemblanceException(
            Fault.INVALID,
            "`highlight.pre` and `highlight.post` have at most %d characters".formatted(MAX_MARK));
      }
    }
  }
}
