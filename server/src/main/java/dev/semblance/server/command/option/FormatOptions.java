package dev.semblance.server.command.option;

import dev.semblance.search.ingest.FileKind;
import dev.semblance.search.ingest.ReadSettings;
import dev.semblance.search.ingest.RecordColumns;
import java.nio.charset.Charset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What files are, where their names and contents do not show it.
public final class FormatOptions {
  @Option(
      names = "--format",
      paramLabel = "NAME",
      converter = KindConverter.class,
      description =
          "Read every file as jsonl, json, csv, parquet, markdown, html, pdf, docx or text,"
              + " whatever its name. Needed for a table on standard input.")
  private @Nullable FileKind format;

  @Option(
      names = "--encoding",
      paramLabel = "NAME",
      converter = CharsetConverter.class,
      description =
          "Encoding of texts, tables, HTML and JSON, such as GB18030, Shift_JIS or windows-1251."
              + " Default: found, and named where it is not UTF-8.")
  private @Nullable Charset encoding;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      converter = DelimiterConverter.class,
      description = "What separates the cells of a table: one character, or tab. Default: found.")
  private @Nullable Character delimiter;

  @Option(
      names = "--header",
      paramLabel = "yes|no",
      arity = "1",
      converter = YesConverter.class,
      description =
          "Whether the first row of a table names its columns; without a header they are column1,"
              + " column2, … Default: found.")
  private @Nullable Boolean header;

  @Option(
      names = "--id-column",
      paramLabel = "NAME",
      description = "Key or column of the id. Default: id or _id.")
  private @Nullable String id;

  @Option(
      names = "--title-column",
      paramLabel = "NAME",
      description = "Key or column of the title. Default: title.")
  private @Nullable String title;

  @Option(
      names = "--text-column",
      paramLabel = "NAME",
      description =
          "Key or column of the text. Default: text; in tables without one, found and named.")
  private @Nullable String text;

  @Option(
      names = "--vector-column",
      paramLabel = "NAME",
      description = "Key or column of a given vector. Default: vector.")
  private @Nullable String vector;

  ReadSettings settings() {
    return new ReadSettings(
        Optional.ofNullable(format),
        Optional.ofNullable(encoding),
        Optional.ofNullable(delimiter),
        Optional.ofNullable(header),
        new RecordColumns(
            Optional.ofNullable(id),
            Optional.ofNullable(title),
            Optional.ofNullable(text),
            Optional.ofNullable(vector)));
  }

  private static final class KindConverter implements ITypeConverter<FileKind> {
    @Override
    public FileKind convert(String text) {
      return new NameConverter<>(FileKind.class).convert(text);
    }
  }

  private static final class CharsetConverter implements ITypeConverter<Charset> {
    @Override
    public Charset convert(String text) {
      try {
        return Charset.forName(text);
      } catch (IllegalArgumentException _) {
        throw new TypeConversionException(
            "'%s' is no known encoding; examples: UTF-8, GB18030, windows-1252".formatted(text));
      }
    }
  }

  private static final class DelimiterConverter implements ITypeConverter<Character> {
    @Override
    public Character convert(String text) {
      if (text.equalsIgnoreCase("tab") || text.equals("\\t")) {
        return '\t';
      }
      if (text.length() != 1 || text.equals("\"")) {
        throw new TypeConversionException("'%s' is not one character, nor tab".formatted(text));
      }
      return text.charAt(0);
    }
  }

  private static final class YesConverter implements ITypeConverter<Boolean> {
    @Override
    public Boolean convert(String text) {
      return switch (text) {
        case "yes", "true" -> true;
        case "no", "false" -> false;
        default -> throw new TypeConversionException("'%s' is neither yes nor no".formatted(text));
      };
    }
  }
}
