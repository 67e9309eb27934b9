package dev.semblance.server.settings;

import dev.semblance.NearestWord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import picocli.CommandLine.Model.OptionSpec;

/// A YAML file of settings: one mapping from the names of options, without dashes, to values. A
/// list is written as YAML's list where the option takes several. *Safe for use by many threads.*
public final class SettingsFile {
  public static final SettingsFile NONE = new SettingsFile(Map.of());

  private final Map<String, SourcedValue> byKey;

  private SettingsFile(Map<String, SourcedValue> byKey) {
    this.byKey = byKey;
  }

  /// Reads a file.
  ///
  /// @param options that may be set
  /// @throws dev.semblance.SemblanceException INVALID with file, line and allowed values, when the
  ///   content is not valid; NOT_FOUND
  public static SettingsFile read(Path file, List<OptionSpec> options) {
    YamlReader reader = new YamlReader(new YamlFile(file), options);
    return new SettingsFile(reader.read());
  }

  /// The value that the file sets for an option, or null.
  @Nullable SourcedValue of(OptionSpec option) {
    return OptionNames.keys(option).stream()
        .map(byKey::get)
        .filter(value -> value != null)
        .findFirst()
        .orElse(null);
  }

  private record YamlReader(YamlFile file, List<OptionSpec> options) {
    Map<String, SourcedValue> read() {
      Map<String, SourcedValue> byKey = new LinkedHashMap<>();
      for (NodeTuple entry : file.entries()) {
        String key = file.scalar(entry.getKeyNode(), "a setting's name");
        OptionSpec option = option(key, entry.getKeyNode());
        if (OptionNames.keys(option).stream().anyMatch(byKey::containsKey)) {
          throw file.invalid(entry.getKeyNode(), "'" + key + "' is set twice");
        }
        String value = value(key, option, entry.getValueNode());
        byKey.put(key, new SourcedValue(value, file.place(entry.getKeyNode())));
      }
      return byKey;
    }

    private OptionSpec option(String key, Node at) {
      for (OptionSpec option : options) {
        if (OptionNames.keys(option).contains(key)) {
          return option;
        }
      }
      List<String> allowed =
          options.stream()
              .filter(known -> !known.hidden())
              .map(known -> OptionNames.keys(known).getFirst())
              .sorted()
              .toList();
      throw file.invalid(
          at,
          "unknown setting '%s'%s; known are %s"
              .formatted(key, NearestWord.question(key, allowed), String.join(", ", allowed)));
    }

    private String value(String key, OptionSpec option, Node node) {
      if (!(node instanceof SequenceNode sequence)) {
        return file.scalar(node, "a value for '" + key + "'");
      }
      if (option.splitRegex().isEmpty()) {
        throw file.invalid(node, "'" + key + "' takes one value, not a list");
      }
      List<String> values = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        String value = file.scalar(element, "a value for '" + key + "'");
        if (value.contains(",")) {
          throw file.invalid(element, "a value of '" + key + "' cannot contain a comma");
        }
        values.add(value);
      }
      return String.join(",", values);
    }
  }
}
