package dev.semblance.engine.encoder.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.library.NativeLibrary;
import dev.semblance.engine.library.UnpackedLibraries;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// ONNX Runtime in this process, loaded on first use. *Safe for use by many threads.*
///
/// It is unpacked here and not by its Java part, which unpacks it at every start and leaves a
/// folder in the temporary folder.
final class OnnxLibrary {
  private static final String PATH = "onnxruntime.native.path";

  private static final @Nullable String FAILURE = load();

  private OnnxLibrary() {}

  /// @throws SemblanceException INTERNAL when it cannot be loaded; the message has the reason
  static OrtEnvironment environment() {
    if (FAILURE != null) {
      throw new SemblanceException(Fault.INTERNAL, "ONNX Runtime cannot be loaded: " + FAILURE);
    }
    return OrtEnvironment.getEnvironment();
  }

  /// Loads it; the result is why it could not be, or null.
  private static @Nullable String load() {
    List<NativeLibrary> libraries = libraries();
    if (System.getProperty(PATH) != null || libraries.isEmpty()) {
      return loadFromPath();
    }
    try (var files = UnpackedLibraries.of(libraries)) {
      System.setProperty(PATH, files.folder().toString());
      return loadFromPath();
    } catch (SemblanceException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static @Nullable String loadFromPath() {
    try {
      OrtEnvironment.getEnvironment();
      deleteUnusedFolder();
      return null;
    } catch (RuntimeException | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return String.valueOf(cause.getMessage());
    }
  }

  /// ONNX Runtime makes a folder in the temporary folder, whether it needs one or not, and deletes
  /// it at an orderly exit only. Its name is nowhere public.
  private static void deleteUnusedFolder() {
    try {
      Field made = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
      made.setAccessible(true);
      if (made.get(null) instanceof Path folder) {
        Files.deleteIfExists(folder);
      }
    } catch (ReflectiveOperationException | IOException _) {
      return; // it is used, or named otherwise; the exit deletes it
    }
  }

  /// What the jar has for this machine.
  private static List<NativeLibrary> libraries() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x64";
    String system = os.startsWith("mac") ? "osx" : os.startsWith("windows") ? "win" : "linux";
    List<String> names =
        switch (system) {
          case "osx" -> List.of("libonnxruntime.dylib", "libonnxruntime4j_jni.dylib");
          case "win" ->
              List.of(
                  "onnxruntime.dll", "onnxruntime4j_jni.dll", "onnxruntime_providers_shared.dll");
          default -> List.of("libonnxruntime.so", "libonnxruntime4j_jni.so");
        };
    return names.stream()
        .map(name -> "/ai/onnxruntime/native/" + system + "-" + arch + "/" + name)
        .map(NativeLibrary::find)
        .flatMap(Optional::stream)
        .toList();
  }
}
