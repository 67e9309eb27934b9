package dev.semblance.server.access;

import dev.semblance.server.settings.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// API keys by name, as YAML: `name: SECRET`, or a mapping with `key` and its own limits.
///
/// ```
/// search: s3cret
/// nightly:
///   key: an0ther
///   requests-per-second: 20
///   concurrent-requests: 4
///   inputs-per-second: 500
///   rights: [search, write]
/// ```
///
/// A key without `rights` has all of them.
public final class KeyFile {
  private final YamlFile file;
  private final Allowance defaults;

  private KeyFile(YamlFile file, Allowance defaults) {
    this.file = file;
    this.defaults = defaults;
  }

  /// Reads a file of keys.
  ///
  /// @param defaults limits that a key has where it sets none
  /// @throws dev.semblance.SemblanceException INVALID with file and line, NOT_FOUND
  public static List<Key> read(Path path, Allowance defaults) {
    KeyFile keys = new KeyFile(new YamlFile(path), defaults);
    List<Key> all = new ArrayList<>();
    for (NodeTuple entry : keys.file.entries()) {
      Key key = keys.key(entry);
      if (all.stream().anyMatch(other -> other.name().equals(key.name()))) {
        throw keys.file.invalid(entry.getKeyNode(), "'" + key.name() + "' occurs twice");
      }
      all.add(key);
    }
    return List.copyOf(all);
  }

  private Key key(NodeTuple entry) {
    String name = notBlank(entry.getKeyNode(), "a key's name");
    if (!(entry.getValueNode() instanceof MappingNode mapping)) {
      return new Key(name, notBlank(entry.getValueNode(), "the key"), defaults);
    }
    String secret = "";
    int perSecond = defaults.perSecond();
    int atOnce = defaults.concurrent();
    int inputs = defaults.inputs();
    Set<KeyRight> rights = EnumSet.allOf(KeyRight.class);
    for (NodeTuple field : mapping.getValue()) {
      Node value = field.getValueNode();
      switch (file.scalar(field.getKeyNode(), "a field's name")) {
        case "key" -> secret = notBlank(value, "the key");
        case "requests-per-second" -> perSecond = count(value);
        case "concurrent-requests" -> atOnce = count(value);
        case "inputs-per-second" -> inputs = count(value);
        case "rights" -> rights = rights(value);
        default ->
            throw file.invalid(
                field.getKeyNode(),
                "a key has 'key', 'requests-per-second', 'concurrent-requests',"
                    + " 'inputs-per-second', 'rights'");
      }
    }
    if (secret.isEmpty()) {
      throw file.invalid(entry.getKeyNode(), "'" + name + "' has no 'key'");
    }
    return new Key(name, secret, new Allowance(perSecond, atOnce, inputs), rights);
  }

  private Set<KeyRight> rights(Node node) {
    Set<KeyRight> rights = EnumSet.noneOf(KeyRight.class);
    if (node instanceof SequenceNode list) {
      list.getValue().forEach(right -> rights.add(right(right)));
    } else {
      rights.add(right(node));
    }
    return rights;
  }

  private KeyRight right(Node node) {
    String name = file.scalar(node, "a right");
    for (KeyRight right : KeyRight.values()) {
      if (right.wireName().equals(name)) {
        return right;
      }
    }
    throw file.invalid(
        node, "'%s' is not a right; rights are embed, search, write, admin".formatted(name));
  }

  private String notBlank(Node node, String what) {
    String text = file.scalar(node, what);
    if (text.isBlank()) {
      throw file.invalid(node, what + " cannot be empty");
    }
    return text;
  }

  private int count(Node node) {
    String text = file.scalar(node, "a whole number");
    try {
      int number = Integer.parseInt(text);
      if (number >= 1) {
        return number;
      }
    } catch (NumberFormatException _) {
      // Refused below, as a number below 1 is.
    }
    throw file.invalid(node, "'" + text + "' is not a whole number from 1");
  }
}
