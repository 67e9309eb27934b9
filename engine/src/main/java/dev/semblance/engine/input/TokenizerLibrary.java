package dev.semblance.engine.input;

import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.library.NativeLibrary;
import dev.semblance.engine.library.UnpackedLibraries;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hugging Face's tokenizer library in this process, loaded on first use. *Safe for use by many
/// threads.*
///
/// It is unpacked here and not by its Java part, which compares no checksum and shares a folder of
/// the temporary folder between users.
final class TokenizerLibrary {
  /// The variable or property that names the file to load in place of the jar's.
  private static final String PATH = "RUST_LIBRARY_PATH";

  /// A strong reference: the JDK drops a logger that is not referenced, and its level with it.
  private static final Logger LOADER_LOG = Logger.getLogger("ai.djl");

  private static final @Nullable String FAILURE = load();

  private TokenizerLibrary() {}

  /// @throws SemblanceException INTERNAL when it cannot be loaded; the message has the reason
  static TokenizersLibrary instance() {
    if (FAILURE != null) {
      throw new SemblanceException(
          Fault.INTERNAL, "the tokenizer library cannot be loaded: " + FAILURE);
    }
    return TokenizersLibrary.LIB;
  }

  /// Loads it; the result is why it could not be, or null.
  private static @Nullable String load() {
    System.setProperty("ai.djl.offline", "true"); // it never asks the network
    LOADER_LOG.setLevel(Level.WARNING);
    List<NativeLibrary> libraries = libraries();
    boolean given = System.getenv(PATH) != null || System.getProperty(PATH) != null;
    if (given || libraries.isEmpty()) {
      return loadFromPath();
    }
    try (var files = UnpackedLibraries.of(libraries)) {
      System.setProperty(PATH, files.file(libraries.getLast().name()).toString());
      return loadFromPath();
    } catch (SemblanceException e) {
      return String.valueOf(e.getMessage());
    } finally {
      System.clearProperty(PATH);
    }
  }

  private static @Nullable String loadFromPath() {
    try {
      LibUtils.checkStatus();
      return null;
    } catch (RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return String.valueOf(cause.getMessage());
    }
  }

  /// What the jar has for this machine, in the order of loading.
  private static List<NativeLibrary> libraries() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : "linux";
    String arch = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    List<String> names =
        switch (system) {
          case "osx" -> List.of("libtokenizers.dylib");
          case "win" ->
              List.of(
                  "libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", "tokenizers.dll");
          default -> List.of("libtokenizers.so");
        };
    return names.stream()
        .map(name -> "/native/lib/" + system + "-" + arch + "/cpu/" + name)
        .map(NativeLibrary::find)
        .flatMap(Optional::stream)
        .toList();
  }
}
