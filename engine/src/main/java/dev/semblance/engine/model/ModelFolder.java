package dev.semblance.engine.model;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// A folder in Hugging Face layout. Untrusted: every name inside it that comes from one of its
/// files goes through [#resolve]. *Safe for use by many threads.*
///
/// @param id the name the user gave for it
/// @param root the folder
public record ModelFolder(String id, Path root) {

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

  /// Reads a JSON file of the folder.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it is missing or not JSON
  public JsonFile json(String relative) {
    if (!has(relative)) {
      throw broken(relative + " is missing");
    }
    return JsonFile.read(relative, resolve(relative));
  }

  /// A BROKEN_MODEL fault whose message names this model.
  public SemblanceException broken(String fact) {
    return new SemblanceException(Fault.BROKEN_MODEL, "model " + id + ": " + fact);
  }
}
