package dev.semblance.server.settings;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
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
import org.snakeyaml.engine.v2.nodes.Tag;

/// A YAML file with one mapping, whose errors name file and line.
///
/// @param path of the file
public record YamlFile(Path path) {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/][A-Za-z0-9._/-]*");

  /// The mapping's entries; none in an empty file.
  ///
  /// @throws SemblanceException INVALID, NOT_FOUND
  public List<NodeTuple> entries() {
    LoadSettings yaml = LoadSettings.builder().setLabel(path.toString()).build();
    try {
      Node root = new Compose(yaml).composeString(Files.readString(path)).orElse(null);
      if (root == null) {
        return List.of();
      }
      if (root instanceof MappingNode mapping) {
        return mapping.getValue();
      }
      throw invalid(root, "a mapping is expected, as 'name: value'");
    } catch (MarkedYamlEngineException e) {
      throw invalid(e.getProblemMark().orElse(null), e.getProblem());
    } catch (YamlEngineException e) {
      throw invalid((Mark) null, String.valueOf(e.getMessage()));
    } catch (NoSuchFileException e) {
      throw new SemblanceException(Fault.NOT_FOUND, "no such file: " + path, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The text of a scalar node.
  ///
  /// @param what the expected value, for messages
  /// @throws SemblanceException INVALID when it is a list, a mapping or nothing
  public String scalar(Node node, String what) {
    if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL)) {
      return scalar.getValue();
    }
    throw invalid(node, what + " is expected");
  }

  /// A text as YAML: plain, or quoted where it could be read as something else.
  static String quoted(String text) {
    if (PLAIN.matcher(text).matches() && !text.equalsIgnoreCase("null")) {
      return text;
    }
    if (text.chars().noneMatch(YamlFile::isSpecial)) {
      return "'" + text.replace("'", "''") + "'";
    }
    StringBuilder escaped = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        escaped.append('\\').append(letter);
      } else if (isSpecial(letter)) {
        escaped.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        escaped.append(letter);
      }
    }
    return escaped.append('"').toString();
  }

  /// Characters that must be escaped in a line of YAML: line breaks and other controls.
  private static boolean isSpecial(int letter) {
    return Character.isISOControl(letter)
        || letter == 0x2028
        || letter == 0x2029
        || letter == 0xfeff
        || letter >= 0xfffe;
  }

  /// `FILE line N`.
  String place(Node node) {
    return place(node.getStartMark().orElse(null));
  }

  /// An error at a node.
  public SemblanceException invalid(Node at, String why) {
    return invalid(at.getStartMark().orElse(null), why);
  }

  private SemblanceException invalid(@Nullable Mark at, String why) {
    return new SemblanceException(Fault.INVALID, place(at) + ": " + why);
  }

  private String place(@Nullable Mark mark) {
    return mark == null ? path.toString() : path + " line " + (mark.getLine() + 1);
  }
}
