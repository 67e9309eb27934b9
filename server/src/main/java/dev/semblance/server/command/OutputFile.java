package dev.semblance.server.command;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Where a command's result goes: a file that appears whole or not at all, or standard output. *One
/// thread at a time.*
final class OutputFile implements AutoCloseable {
  private static final String STANDARD_OUTPUT = "-";

  private final OutputStream out;
  private final Path partial;
  private final @Nullable Path whole;

  private OutputFile(OutputStream out, Path partial, @Nullable Path whole) {
    this.out = out;
    this.partial = partial;
    this.whole = whole;
  }

  /// @param name a file, or `-` for `standard`
  static OutputFile open(String name, PrintStream standard) throws IOException {
    if (name.equals(STANDARD_OUTPUT)) {
      Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
      return new OutputFile(new BufferedOutputStream(standard), scratch.resolve(name), null);
    }
    Path whole = Path.of(name).toAbsolutePath();
    Path partial = whole.resolveSibling("." + whole.getFileName() + ".partial");
    return new OutputFile(new BufferedOutputStream(Files.newOutputStream(partial)), partial, whole);
  }

  OutputStream out() {
    return out;
  }

  boolean isFile() {
    return whole != null;
  }

  /// Where something may wait that is on its way into this.
  Path folder() {
    return Objects.requireNonNull(partial.getParent());
  }

  /// Lets the file appear, in the place of an older one.
  void commit() throws IOException {
    out.flush();
    if (whole != null) {
      out.close();
      Files.move(
          partial, whole, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  @Override
  public void close() throws IOException {
    if (whole != null) {
      out.close();
      Files.deleteIfExists(partial);
    }
  }
}
