package dev.semblance.engine.onednn;

import dev.semblance.SemblanceException;
import dev.semblance.engine.library.NativeLibrary;
import dev.semblance.engine.library.UnpackedLibraries;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// oneDNN's shared libraries: in this process, or why they cannot be. *Safe for use by many
/// threads.*
@SuppressWarnings("restricted")
sealed interface OneDnnLibrary {
  /// Both libraries stay loaded for the life of the process.
  ///
  /// @param openMp of its threads
  /// @param symbols of oneDNN itself
  record Loaded(SymbolLookup openMp, SymbolLookup symbols) implements OneDnnLibrary {}

  /// @param reason for a message
  record Missing(String reason) implements OneDnnLibrary {}

  static OneDnnLibrary load() {
    Optional<NativeLibrary> openMp = find("libgomp.so.1");
    Optional<NativeLibrary> library = find("libdnnl.so.3");
    if (openMp.isEmpty() || library.isEmpty()) {
      return new Missing("oneDNN has no build for " + platform() + " on the class path");
    }
    try {
      return new Loaded(lookUp(openMp.get()), lookUp(library.get()));
    } catch (SemblanceException | IllegalArgumentException e) {
      return new Missing("oneDNN cannot be loaded: " + e.getMessage());
    }
  }

  /// @throws IllegalArgumentException where the system cannot load it
  private static SymbolLookup lookUp(NativeLibrary library) {
    try (var files = UnpackedLibraries.of(List.of(library))) {
      return SymbolLookup.libraryLookup(files.file(library.name()), Arena.global());
    }
  }

  private static Optional<NativeLibrary> find(String name) {
    return NativeLibrary.find("/org/bytedeco/dnnl/" + platform() + "/" + name);
  }

  /// Operating system and processor in the jar's own spelling, such as `linux-x86_64`.
  private static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system =
        os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : "linux";
    String processor =
        switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64" -> "arm64";
          default -> arch;
        };
    return system + "-" + processor;
  }
}
