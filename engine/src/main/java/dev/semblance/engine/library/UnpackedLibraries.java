package dev.semblance.engine.library;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/// Native libraries as files of one folder. They are unpacked once into the user's cache, and again
/// where a file's checksum is not that of the jar; without a cache, into a temporary folder that
/// [#close] deletes, so close this when the libraries are loaded. *Confined to the thread that
/// opened it.*
public final class UnpackedLibraries implements AutoCloseable {
  private final PrivateFolder folder;

  private UnpackedLibraries(PrivateFolder folder) {
    this.folder = folder;
  }

  /// @throws SemblanceException INTERNAL when they cannot be written
  public static UnpackedLibraries of(List<NativeLibrary> libraries) {
    long size = libraries.stream().mapToLong(NativeLibrary::size).sum();
    long checksum = libraries.stream().mapToLong(NativeLibrary::checksum).sum();
    return in(PrivateFolder.open("native", Long.toHexString(checksum) + "-" + size), libraries);
  }

  static UnpackedLibraries in(PrivateFolder folder, List<NativeLibrary> libraries) {
    try {
      for (NativeLibrary library : libraries) {
        unpack(library, folder.path().resolve(library.name()));
      }
      return new UnpackedLibraries(folder);
    } catch (IOException | UncheckedIOException e) {
      folder.close();
      throw new SemblanceException(
          Fault.INTERNAL,
          "native libraries cannot be unpacked: %s; free space in the cache folder, or set"
                  .formatted(e.getMessage())
              + " XDG_CACHE_HOME to another one",
          e);
    }
  }

  public Path folder() {
    return folder.path();
  }

  /// The library of that name.
  public Path file(String name) {
    return folder.path().resolve(name);
  }

  @Override
  public void close() {
    folder.close();
  }

  /// Another process never reads half a file, also after a crash.
  private static void unpack(NativeLibrary library, Path file) throws IOException {
    if (library.matches(file)) {
      return;
    }
    try (InputStream in = library.open();
        AtomicFile unpacked = AtomicFile.open(file)) {
      in.transferTo(unpacked.stream());
      unpacked.commit();
    }
  }
}
