package dev.semblance.engine.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;

/// A shared library inside a jar, which must be unpacked to a file before it can be loaded.
///
/// @param name file name, such as `libdnnl.so.3`
/// @param resource its place on the class path
/// @param size in bytes
/// @param checksum CRC-32 of the content, as the jar has it
public record NativeLibrary(String name, URL resource, long size, long checksum) {
  private static final int CHUNK = 1 << 20;

  /// The library at a place of the class path, or empty where there is none.
  ///
  /// @param path absolute, such as `/org/bytedeco/dnnl/linux-x86_64/libdnnl.so.3`
  public static Optional<NativeLibrary> find(String path) {
    return Optional.ofNullable(NativeLibrary.class.getResource(path))
        .map(url -> of(path.substring(path.lastIndexOf('/') + 1), url));
  }

  static NativeLibrary of(String name, URL resource) {
    try {
      URLConnection connection = resource.openConnection();
      connection.setUseCaches(false);
      try (InputStream in = connection.getInputStream()) {
        long known = connection instanceof JarURLConnection jar ? jar.getJarEntry().getCrc() : -1;
        long checksum = known >= 0 ? known : checksum(in);
        return new NativeLibrary(name, resource, connection.getContentLengthLong(), checksum);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Opens the content. The jar is opened anew: a shared one could be closed by another reader.
  InputStream open() throws IOException {
    URLConnection connection = resource.openConnection();
    connection.setUseCaches(false);
    return connection.getInputStream();
  }

  /// Whether a file has this content.
  boolean matches(Path file) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) != size) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      return checksum(in) == checksum;
    }
  }

  private static long checksum(InputStream in) throws IOException {
    var crc = new CRC32();
    byte[] chunk = new byte[CHUNK];
    for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
      crc.update(chunk, 0, read);
    }
    return crc.getValue();
  }
}
