package dev.semblance.search.ingest;

import dev.semblance.search.ingest.text.Lines;
import dev.semblance.search.ingest.text.TextLine;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The rows of a table by RFC 4180: cells in double quotes may contain delimiters, line ends (read
/// as LF) and doubled quotes. Blank lines are skipped. Where it is not given, the delimiter is the
/// comma, semicolon, tab or vertical bar, whichever is most frequent in the first line outside of
/// quotes.
///
/// Our own reader, because no library reports the line of each bad row and reads every good row
/// after it when a table is damaged. A quote that is never closed spoils its line only; the lines
/// after it are read again as rows of their own. *One thread at a time.*
final class CsvRows implements AutoCloseable {
  /// Maximum number of lines, and of characters, of one row.
  static final int MAX_LINES = 1_000;

  static final int MAX_CHARS = 4 << 20;

  private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"?");

  /// One row, at the line where it begins.
  sealed interface CsvRow {
    long line();

    record Complete(long line, List<String> cells) implements CsvRow {}

    record Broken(long line, String reason) implements CsvRow {}
  }

  private final Lines lines;
  private final Deque<TextLine> ahead = new ArrayDeque<>();
  private Optional<Character> delimiter;

  /// @param delimiter empty to find it
  CsvRows(Lines lines, Optional<Character> delimiter) {
    this.lines = lines;
    this.delimiter = delimiter;
  }

  /// Empty before the first row where it was not given.
  Optional<Character> delimiter() {
    return delimiter;
  }

  Optional<Charset> foundEncoding() {
    return lines.foundEncoding();
  }

  /// The next row, or null after the last.
  @Nullable CsvRow next() {
    TextLine line = line();
    while (line instanceof TextLine.Decoded(_, String text) && text.isEmpty()) {
      line = line();
    }
    return switch (line) {
      case null -> null;
      case TextLine.Unreadable(long number, String reason) -> new CsvRow.Broken(number, reason);
      case TextLine.Decoded(long number, String text) -> row(number, text);
    };
  }

  double share() {
    return lines.share();
  }

  @Override
  public void close() {
    lines.close();
  }

  private @Nullable TextLine line() {
    TextLine first = ahead.poll();
    return first == null ? lines.next() : first;
  }

  private CsvRow row(long number, String text) {
    var row = new RowScanner(delimiterOf(text));
    List<TextLine> spanned = new ArrayList<>();
    long length = text.length();
    row.read(text);
    while (row.open() && spanned.size() < MAX_LINES && length < MAX_CHARS) {
      TextLine line = line();
      if (!(line instanceof TextLine.Decoded(_, String more))) {
        if (line != null) {
          spanned.add(line);
        }
        break;
      }
      spanned.add(line);
      length += more.length();
      row.read("\n" + more);
    }
    if (!row.open() && row.problem == null) {
      return new CsvRow.Complete(number, List.copyOf(row.done()));
    }
    spanned.reversed().forEach(ahead::addFirst);
    String reason = row.problem == null ? "a quote is opened and never closed" : row.problem;
    return new CsvRow.Broken(number, reason);
  }

  /// The delimiter of the table, chosen by its first line.
  private char delimiterOf(String line) {
    String unquoted = QUOTED.matcher(line).replaceAll("");
    char chosen =
        delimiter.orElseGet(() ->
            Stream.of(',', ';', '\t', '|')
                .max(
                    Comparator.comparingLong(
                        c -> unquoted.chars().filter(each -> each == c).count()))
                .orElse(','));
    delimiter = Optional.of(chosen);
    return chosen;
  }

  /// Splits one row into cells, line by line.
  private static final class RowScanner {
    private enum State {
      START,
      PLAIN,
      QUOTED,
      CLOSED
    }

    private final List<String> cells = new ArrayList<>();
    private final StringBuilder cell = new StringBuilder();
    private State state = State.START;
    private final char delimiter;
    private @Nullable String problem;

    RowScanner(char delimiter) {
      this.delimiter = delimiter;
    }

    boolean open() {
      return state == State.QUOTED && problem == null;
    }

    List<String> done() {
      end();
      return cells;
    }

    void read(String text) {
      for (int i = 0; i < text.length() && problem == null; i++) {
        read(text.charAt(i));
      }
    }

    private void read(char c) {
      switch (state) {
        case START -> begin(c);
        case PLAIN -> {
          if (c == delimiter) {
            end();
          } else if (c == '"') {
            problem = "a quote inside a cell that does not begin with one";
          } else {
            cell.append(c);
          }
        }
        case QUOTED -> {
          if (c == '"') {
            state = State.CLOSED;
          } else {
            cell.append(c);
          }
        }
        case CLOSED -> {
          if (c == '"') {
            cell.append('"');
            state = State.QUOTED;
          } else if (c == delimiter) {
            end();
          } else {
            problem = "'" + c + "' after the closing quote of a cell";
          }
        }
      }
    }

    private void begin(char c) {
      if (c == delimiter) {
        end();
      } else if (c == '"') {
        state = State.QUOTED;
      } else {
        state = State.PLAIN;
        cell.append(c);
      }
    }

    private void end() {
      cells.add(cell.toString());
      cell.setLength(0);
      state = State.START;
    }
  }
}
