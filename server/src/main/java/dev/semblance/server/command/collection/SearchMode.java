package dev.semblance.server.command.collection;

import dev.semblance.query.Lane;
import dev.semblance.server.command.option.NameConverter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;

/// The value of `--mode`: which lanes search.
///
/// @param lanes of the mode that was named, by [Lane#ofMode]
record SearchMode(List<Lane> lanes) {
  static final SearchMode HYBRID = new SearchMode(Lane.ALL);

  /// Reads a mode in any case.
  static final class Converter implements ITypeConverter<SearchMode> {
    @Override
    public SearchMode convert(String value) {
      String mode = value.toLowerCase(Locale.ROOT);
      if (!Lane.modes().contains(mode)) {
        throw NameConverter.unknown(value, List.copyOf(Lane.modes()));
      }
      return new SearchMode(Lane.ofMode(mode));
    }
  }

  /// The names of the modes, for shell completion.
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Lane.modes().iterator();
    }
  }
}
