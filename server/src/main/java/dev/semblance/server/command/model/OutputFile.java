package dev.semblance.server.command.model;

import dev.semblance.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a command's result goes: a file that appears whole or not at all, or standard output. *One
/// thread at a time.*
final class OutputFile implements AutoCloseable {
  static final String STANDARD_OUTPUT = "-";

  private final OutputStream out;
  private final Path folder;
  private final @Nullable AtomicFile file;

  private OutputFile(OutputStream out, Path folder, @Nullable AtomicFile file) {
    this.out = new BufferedOutputStream(out);
    this.folder = folder;
    this.file = file;
  }

  /// @param name a file, or `-` for `standard`
  static OutputFile open(String name, PrintStream standard) throws IOException {
    if (name.equals(STANDARD_OUTPUT)) {
      return new OutputFile(standard, Path.of(System.getProperty("java.io.tmpdir")), null);
    }
    Path target = Path.of(name).toAbsolutePath();
    AtomicFile file = AtomicFile.open(target);
    return new OutputFile(file.stream(), Objects.requireNonNull(target.getParent()), file);
  }

  OutputStream out() {
    return out;
  }

  boolean isFile() {
    return file != null;
  }

  /// A folder for temporary files, on the same disk as the file.
  Path folder() {
    return folder;
  }

  /// Flushes; a file replaces an older one of its name.
  void commit() throws IOException {
    out.flush();
    if (file != null) {
      file.commit();
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
