package dev.semblance.engine.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The modules of a pipeline: what `modules.json` and `router_config.json` name, whatever their
/// folders are called. Only where a repository has neither, folders with usual names.
///
/// @param modules in their order
/// @param declared whether `modules.json` names them
record NamedModules(List<Module> modules, boolean declared) {
  /// The files that name modules.
  static final String PIPELINE = "modules.json";

  static final String ROUTER = "router_config.json";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern USUAL = Pattern.compile("([a-z]+_)?\\d+_[A-Za-z]+/");
  private static final Pattern FIRST = Pattern.compile("([a-z]+_)?0_[A-Za-z]+/");

  /// One module.
  ///
  /// @param type the last part of its class name in lower case; empty where it is not known
  /// @param folder empty for the model's own, else with a `/` at its end
  record Module(String type, String folder) {
    static Module of(String type, String path) {
      String last = type.substring(type.lastIndexOf('.') + 1);
      return new Module(
          last.toLowerCase(Locale.ROOT).replace("_", ""), path.isEmpty() ? "" : path + "/");
    }
  }

  NamedModules {
    modules = List.copyOf(modules);
  }

  /// @param folder that holds the two files, where the model has them
  /// @param names every file of the repository or of the folder
  static NamedModules read(Path folder, Collection<String> names) {
    List<Module> modules = new ArrayList<>();
    json(folder.resolve(PIPELINE))
        .forEach(module ->
            modules.add(Module.of(module.path("type").asText(), module.path("path").asText())));
    boolean declared = !modules.isEmpty();
    json(folder.resolve(ROUTER))
        .path("types")
        .properties()
        .forEach(module -> modules.add(Module.of(module.getValue().asText(), module.getKey())));
    return modules.isEmpty() ? usual(names) : new NamedModules(modules, declared);
  }

  private static NamedModules usual(Collection<String> names) {
    return new NamedModules(
        names.stream()
            .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
            .filter(USUAL.asMatchPredicate())
            .distinct()
            .sorted()
            .map(folder -> new Module("", folder))
            .toList(),
        false);
  }

  /// An absent or damaged file names nothing; opening the model reports the damage.
  private static JsonNode json(Path file) {
    try {
      return Files.isRegularFile(file)
          ? JSON.readTree(Files.readAllBytes(file))
          : JSON.createObjectNode();
    } catch (IOException e) {
      return JSON.createObjectNode();
    }
  }

  /// The model's own folder and those of its modules.
  NavigableSet<String> folders() {
    NavigableSet<String> folders = new TreeSet<>(modules.stream().map(Module::folder).toList());
    folders.add("");
    return folders;
  }

  /// Whether an encoder's files may be in a folder.
  boolean isEncoder(String folder) {
    return folder.isEmpty() || folder.equals(encoder()) || FIRST.matcher(folder).matches();
  }

  /// The folder of the first module, which is the encoder.
  String encoder() {
    return declared ? modules.getFirst().folder() : "";
  }
}
