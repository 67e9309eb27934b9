package dev.semblance.search.ingest;

import dev.semblance.search.ingest.text.TextFormat;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The kinds of files that are read, by the endings of their names; all but Parquet also with
/// `.gz`.
public enum FileKind {
  JSONL(null, "jsonl ndjson"),
  JSON(null, "json"),
  CSV(null, "csv tsv"),
  PARQUET(null, "parquet"),
  MARKDOWN(TextFormat.MARKDOWN, "md markdown"),
  HTML(TextFormat.HTML, "html htm xhtml"),
  PDF(TextFormat.PDF, "pdf"),
  DOCX(TextFormat.DOCX, "docx"),
  TEXT(TextFormat.PLAIN, "txt text rst adoc org tex log");

  /// Source code and settings, which are read as text.
  private static final List<String> CODE =
      List.of(
          ("java kt scala groovy py ipy js mjs ts jsx tsx c h cc cpp hpp cs go rs rb php swift sh"
                  + " bash sql r lua pl hs clj ex erl vue css yaml yml toml ini properties gradle"
                  + " proto")
              .split(" "));

  /// Endings of names, for messages.
  static final String KNOWN =
      Arrays.stream(values())
              .flatMap(kind -> kind.endings().stream())
              .map(ending -> "." + ending)
              .collect(Collectors.joining(", "))
          + ", source code, and names without an ending";

  /// Why a file of another kind is skipped.
  static final String UNKNOWN =
      "unknown kind of file; --format names it. Known names end in " + KNOWN;

  private final @Nullable TextFormat document;

  /// Separated by spaces.
  private final String endings;

  FileKind(@Nullable TextFormat document, String endings) {
    this.document = document;
    this.endings = endings;
  }

  /// The format of a file that is one document; empty for files of records.
  Optional<TextFormat> document() {
    return Optional.ofNullable(document);
  }

  /// The kind of a file of this name. A name without an ending, such as `README`, is text.
  static Optional<FileKind> ofName(Path file) {
    String name = plainName(file).toLowerCase(Locale.ROOT);
    int dot = name.lastIndexOf('.');
    if (dot < 0) {
      return Optional.of(TEXT);
    }
    String ending = name.substring(dot + 1);
    return Arrays.stream(values())
        .filter(kind -> kind.endings().contains(ending))
        .findFirst()
        .or(() -> CODE.contains(ending) ? Optional.of(TEXT) : Optional.empty());
  }

  /// The file's name without its endings.
  static String title(Path file) {
    String name = plainName(file);
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private List<String> endings() {
    return List.of(endings.split(" "));
  }

  private static String plainName(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".gz")
        ? name.substring(0, name.length() - 3)
        : name;
  }
}
