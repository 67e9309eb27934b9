package dev.semblance.server.settings;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import picocli.CommandLine.Model.OptionSpec;

/// A YAML file of settings: one mapping from the names of options, without dashes, to values. A
/// list is written as YAML's list where the option takes several. *Safe for use by many threads.*
public final class SettingsFile {
  public static final SettingsFile NONE = new SettingsFile(Map.of());

  private final Map<String, Given> byKey;

  private SettingsFile(Map<String, Given> byKey) {
    this.byKey = byKey;
  }

  /// Reads a file.
  ///
  /// @param options that may be set
  /// @throws SemblanceException INVALID with file, line and what is allowed, when it is no such
  ///   file; NOT_FOUND
  public static SettingsFile read(Path file, List<OptionSpec> options) {
    Reader reader = new Reader(file, options);
    return new SettingsFile(reader.read());
  }

  /// What the file says of an option, or null.
  @Nullable Given of(OptionSpec option) {
    return OptionNames.keys(option).stream()
        .map(byKey::get)
        .filter(given -> given != null)
        .findFirst()
        .orElse(null);
  }

  private record Reader(Path file, List<OptionSpec> options) {
    Map<String, Given> read() {
      Map<String, Given> byKey = new LinkedHashMap<>();
      for (NodeTuple entry : entries()) {
        String key = scalar(entry.getKeyNode(), "a setting's name");
        OptionSpec option = option(key, entry.getKeyNode());
        if (OptionNames.keys(option).stream().anyMatch(byKey::containsKey)) {
          throw wrong(entry.getKeyNode(), "'" + key + "' is set twice");
        }
        String value = value(key, option, entry.getValueNode());
        byKey.put(key, new Given(value, place(entry.getKeyNode())));
      }
      return byKey;
    }

    private List<NodeTuple> entries() {
      LoadSettings yaml = LoadSettings.builder().setLabel(file.toString()).build();
      try {
        Node root = new Compose(yaml).composeString(Files.readString(file)).orElse(null);
        if (root == null) {
          return List.of();
        }
        if (root instanceof MappingNode mapping) {
          return mapping.getValue();
        }
        throw wrong(root, "a mapping of settings is expected, as 'port: 8080'");
      } catch (MarkedYamlEngineException e) {
        throw wrong(e.getProblemMark().orElse(null), e.getProblem());
      } catch (YamlEngineException e) {
        throw wrong((Mark) null, String.valueOf(e.getMessage()));
      } catch (NoSuchFileException e) {
        throw new SemblanceException(Fault.NOT_FOUND, "no such file: " + file, e);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private OptionSpec option(String key, Node at) {
      for (OptionSpec option : options) {
        if (OptionNames.keys(option).contains(key)) {
          return option;
        }
      }
      List<String> allowed =
          options.stream().map(one -> OptionNames.keys(one).getFirst()).sorted().toList();
      throw wrong(at, "no setting is named '" + key + "'; there are " + String.join(", ", allowed));
    }

    private String value(String key, OptionSpec option, Node node) {
      if (!(node instanceof SequenceNode sequence)) {
        return scalar(node, "a value for '" + key + "'");
      }
      if (option.splitRegex().isEmpty()) {
        throw wrong(node, "'" + key + "' takes one value, not a list");
      }
      List<String> values = new ArrayList<>();
      for (Node element : sequence.getValue()) {
        String value = scalar(element, "a value for '" + key + "'");
        if (value.contains(",")) {
          throw wrong(element, "a value of '" + key + "' cannot hold a comma");
        }
        values.add(value);
      }
      return String.join(",", values);
    }

    private String scalar(Node node, String what) {
      if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
        return scalar.getValue();
      }
      throw wrong(node, what + " is expected");
    }

    private String place(Node node) {
      return place(node.getStartMark().orElse(null));
    }

    private String place(@Nullable Mark mark) {
      return mark == null ? file.toString() : file + " line " + (mark.getLine() + 1);
    }

    private SemblanceException wrong(Node at, String why) {
      return wrong(at.getStartMark().orElse(null), why);
    }

    private SemblanceException wrong(@Nullable Mark at, String why) {
      return new SemblanceException(Fault.INVALID, place(at) + ": " + why);
    }
  }
}
