package dev.semblance.search.ingest;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The columns of a table, found by its first rows.
///
/// The first row is a header when a cell of it is a column that was asked for or a usual name of an
/// id, title or text, or when its cells are names and the rows below look different: numbers under
/// a word, or texts three times as long. Without a header, the columns are `column1`, `column2`, ….
///
/// The text is the column `text` or of a usual name of a text; where there is none and no title
/// either, the column with the longest cells that are not numbers.
///
/// @param names of the columns
/// @param inFirstRow whether the first row has the names and no document
/// @param columns where id, title and text are
record TableHeader(List<String> names, boolean inFirstRow, RecordColumns columns) {
  private static final List<String> IDS = List.of("id", "_id");
  private static final List<String> TITLES = List.of("title", "headline", "subject", "标题");
  private static final List<String> TEXTS =
      List.of(
          "text",
          "body",
          "content",
          "contents",
          "abstract",
          "passage",
          "description",
          "sentence",
          "document",
          "正文",
          "内容",
          "文本");
  private static final int LONGEST_NAME = 40;

  /// @param sample the first rows
  static TableHeader of(List<List<String>> sample, ReadSettings settings) {
    List<String> first = sample.getFirst();
    boolean header = settings.header().orElseGet(() -> isHeader(sample, settings.columns()));
    List<String> names = header ? names(first) : numbered(first.size());
    List<List<String>> rows = header ? sample.subList(1, sample.size()) : sample;
    RecordColumns asked = settings.columns();
    Optional<String> id = asked.id().or(() -> find(names, IDS));
    Optional<String> title = asked.title().or(() -> find(names, TITLES));
    Optional<String> text = asked.text().or(() -> find(names, TEXTS));
    Optional<String> chosen = text.isEmpty() && title.isEmpty() ? longest(names, rows) : text;
    return new TableHeader(names, header, new RecordColumns(id, title, chosen, asked.vector()));
  }

  /// Why no document can be made of the table's rows; null where they can.
  @Nullable String problem() {
    String consequence = "; no row of this table is read";
    if (new HashSet<>(names).size() < names.size()) {
      return "the header names a column twice: " + names + consequence;
    }
    for (Optional<String> column : List.of(columns.id(), columns.title(), columns.text())) {
      if (column.isPresent() && !names.contains(column.get())) {
        return "there is no column `%s` among %s%s".formatted(column.get(), names, consequence);
      }
    }
    return columns.title().isEmpty() && columns.text().isEmpty()
        ? "no column of %s holds texts; --text-column names one%s".formatted(names, consequence)
        : null;
  }

  private static List<String> names(List<String> row) {
    return row.stream().map(String::strip).toList();
  }

  private static List<String> numbered(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "column" + i).toList();
  }

  private static Optional<String> find(List<String> names, List<String> usual) {
    return usual.stream()
        .flatMap(name -> names.stream().filter(each -> each.toLowerCase(Locale.ROOT).equals(name)))
        .findFirst();
  }

  private static boolean isHeader(List<List<String>> sample, RecordColumns asked) {
    List<String> first = names(sample.getFirst());
    Set<String> known = new HashSet<>();
    List.of(asked.id(), asked.title(), asked.text()).forEach(name -> name.ifPresent(known::add));
    boolean named = first.stream().anyMatch(known::contains);
    if (named || List.of(IDS, TITLES, TEXTS).stream().anyMatch(n -> find(first, n).isPresent())) {
      return true;
    }
    List<List<String>> rows = sample.subList(1, sample.size());
    return first.stream().allMatch(TableHeader::isName)
        && (rows.isEmpty()
            || IntStream.range(0, first.size())
                .anyMatch(i -> differs(first.get(i), cells(rows, i))));
  }

  private static boolean isName(String cell) {
    return !cell.isEmpty() && cell.length() <= LONGEST_NAME && !isNumber(cell);
  }

  private static boolean differs(String name, List<String> cells) {
    return !cells.isEmpty()
        && (cells.stream().allMatch(TableHeader::isNumber)
            || meanLength(cells) >= 3 * name.length());
  }

  private static Optional<String> longest(List<String> names, List<List<String>> rows) {
    double best = 0;
    Optional<String> longest = Optional.empty();
    for (int i = 0; i < names.size(); i++) {
      List<String> cells = cells(rows, i);
      if (!cells.stream().allMatch(TableHeader::isNumber) && meanLength(cells) > best) {
        best = meanLength(cells);
        longest = Optional.of(names.get(i));
      }
    }
    return longest;
  }

  /// The cells of a column that are not blank.
  private static List<String> cells(List<List<String>> rows, int column) {
    List<String> cells = new ArrayList<>();
    for (List<String> row : rows) {
      if (column < row.size() && !row.get(column).isBlank()) {
        cells.add(row.get(column).strip());
      }
    }
    return cells;
  }

  private static double meanLength(List<String> cells) {
    return cells.stream().mapToInt(String::length).average().orElse(0);
  }

  /// Numbers and dates: digits, and no letters but an exponent's.
  private static boolean isNumber(String cell) {
    return cell.chars().anyMatch(Character::isDigit)
        && cell.chars().noneMatch(c -> Character.isLetter(c) && c != 'e' && c != 'E');
  }
}
