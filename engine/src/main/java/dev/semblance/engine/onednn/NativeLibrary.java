package dev.semblance.engine.onednn;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A shared library inside a jar, which must be unpacked to a file before it can be loaded.
///
/// It is unpacked once into the user's cache folder, under a name with its size and checksum. It is
/// written to a temporary file and moved there in one step, so that another process never reads
/// half a file.
///
/// @param name file name, such as `libdnnl.so.3`
/// @param resource its place on the class path
record NativeLibrary(String name, URL resource) {

  /// The library of that name for this machine, or empty where the class path has none.
  static Optional<NativeLibrary> find(String name) {
    URL url = NativeLibrary.class.getResource("/org/bytedeco/dnnl/" + platform() + "/" + name);
    return Optional.ofNullable(url).map(u -> new NativeLibrary(name, u));
  }

  /// Operating system and processor in the jar's own spelling, such as `linux-x86_64`.
  static String platform() {
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

  /// The library as a file.
  ///
  /// @throws SemblanceException INTERNAL when it cannot be written
  Path unpacked() {
    try {
      URLConnection connection = resource.openConnection();
      connection.setUseCaches(false);
      long size = connection.getContentLengthLong();
      long checksum = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : 0;
      Path folder = cache().resolve(Long.toHexString(checksum) + "-" + size);
      Path file = folder.resolve(name);
      try (InputStream in = connection.getInputStream()) {
        if (!Files.isRegularFile(file) || Files.size(file) != size) {
          write(in, folder, file);
        }
      }
      return file;
    } catch (IOException e) {
      throw new SemblanceException(Fault.INTERNAL, name + " cannot be unpacked: " + e, e);
    }
  }

  private void write(InputStream in, Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    try (AtomicFile unpacked = AtomicFile.open(file)) {
      in.transferTo(unpacked.stream());
      unpacked.commit();
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path base =
        xdg == null || xdg.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return base.resolve("semblance").resolve("native");
  }
}
