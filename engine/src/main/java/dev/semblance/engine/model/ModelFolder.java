package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.ShownName;
import dev.semblance.engine.hub.GraphNames;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/// A folder in Hugging Face layout. Untrusted: every name inside it that comes from one of its
/// files goes through [#resolve]. *Safe for use by many threads.*
public final class ModelFolder {
  private final String id;
  private final Path root;

  /// Parsed files by path; null where every call of [#json] reads anew.
  private final @Nullable ConcurrentMap<Path, JsonNode> parsed;

  /// @param id the name the user gave for it
  /// @param root the folder
  public ModelFolder(String id, Path root) {
    this(id, root, null);
  }

  private ModelFolder(String id, Path root, @Nullable ConcurrentMap<Path, JsonNode> parsed) {
    this.id = id;
    this.root = root;
    this.parsed = parsed;
  }

  /// The name the user gave for it.
  public String id() {
    return id;
  }

  /// The name for messages, which clients of a server may read: without the path of a folder.
  public String shownName() {
    return ShownName.of(id);
  }

  public Path root() {
    return root;
  }

  /// This folder with a memo: [#json] parses each file once. The memo lives as long as the folder
  /// returned and those made by its [#inside], that is, while a model is opened.
  ModelFolder parsingOnce() {
    return parsed == null ? new ModelFolder(id, root, new ConcurrentHashMap<>()) : this;
  }

  /// A folder inside this one, of the same model; this one for an empty name.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the name is absolute or leads outside
  public ModelFolder inside(String relative) {
    return relative.isEmpty() ? this : new ModelFolder(id, resolve(relative), parsed);
  }

  /// A path inside the folder.
  ///
  /// @throws SemblanceException BROKEN_MODEL when the name is absolute or leads outside
  public Path resolve(String relative) {
    return resolve("file", relative);
  }

  /// A path inside the folder, of something that one of its files names.
  ///
  /// @param what the kind of thing, for the message: `shard`, `module path`
  /// @throws SemblanceException BROKEN_MODEL when the name is absolute or leads outside
  public Path resolve(String what, String relative) {
    try {
      Path path = root.resolve(relative).normalize();
      if (!Path.of(relative).isAbsolute() && path.startsWith(root.normalize())) {
        return path;
      }
    } catch (InvalidPathException e) {
      throw broken(what + " '" + relative + "' is no file name: " + e.getReason());
    }
    throw broken(what + " '" + relative + "' must stay inside the model folder");
  }

  public boolean has(String relative) {
    return Files.isRegularFile(resolve(relative));
  }

  /// Name of the exported ONNX graph in the folder, if it has one.
  public Optional<String> graph() {
    return GraphNames.in(root);
  }

  /// Reads a JSON file of the folder.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it is missing or not JSON
  public JsonFile json(String relative) {
    Path path = resolve(relative);
    JsonNode known = parsed == null ? null : parsed.get(path);
    if (known != null) {
      return new JsonFile(relative, known);
    }
    if (!has(relative)) {
      throw broken(relative + " is missing");
    }
    JsonFile file = JsonFile.read(relative, path);
    if (parsed != null) {
      parsed.put(path, file.root());
    }
    return file;
  }

  /// Reads a JSON file of the folder; one without keys where it is absent.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it is not JSON
  JsonFile jsonOrEmpty(String relative) {
    return has(relative) ? json(relative) : JsonFile.empty();
  }

  /// A BROKEN_MODEL fault whose message names this model.
  public SemblanceException broken(String fact) {
    return new SemblanceException(Fault.BROKEN_MODEL, "model " + shownName() + ": " + fact);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ModelFolder folder && id.equals(folder.id) && root.equals(folder.root);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + root.hashCode();
  }

  @Override
  public String toString() {
    return id + " in " + root;
  }
}
