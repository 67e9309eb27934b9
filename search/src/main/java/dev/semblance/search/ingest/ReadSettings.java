package dev.semblance.search.ingest;

import java.nio.charset.Charset;
import java.util.Optional;

/// How files are read; what is empty is found by their names and contents.
///
/// @param format of every file
/// @param encoding of texts and tables. JSON is UTF-8 where it is empty; a byte order mark counts
///   more
/// @param delimiter between the cells of a table
/// @param header whether the first row of a table names its columns
/// @param columns where records have their id, title and text
public record ReadSettings(
    Optional<FileKind> format,
    Optional<Charset> encoding,
    Optional<Character> delimiter,
    Optional<Boolean> header,
    RecordColumns columns) {
  /// Everything is found.
  public static final ReadSettings DEFAULT =
      new ReadSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          RecordColumns.DEFAULT);
}
