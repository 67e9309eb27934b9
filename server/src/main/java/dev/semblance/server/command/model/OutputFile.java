package dev.semblance.server.command.model;

import dev.semblance.Precision;
import dev.semblance.io.AtomicFile;
import dev.semblance.server.output.JsonLinesFile;
import dev.semblance.server.output.VectorFormat;
import dev.semblance.server.output.VectorSpool;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a command's result goes: a file that appears whole or not at all, or standard output. *One
/// thread at a time.*
final class OutputFile implements AutoCloseable {
  static final String STANDARD_OUTPUT = "-";

  private final OutputStream out;
  private final Path target;
  private final @Nullable AtomicFile file;

  private OutputFile(OutputStream out, Path target, @Nullable AtomicFile file) {
    this.out = new BufferedOutputStream(out);
    this.target = target;
    this.file = file;
  }

  /// @param name a file, or `-` for `standard`
  static OutputFile open(String name, PrintStream standard) throws IOException {
    if (name.equals(STANDARD_OUTPUT)) {
      return new OutputFile(standard, Path.of(STANDARD_OUTPUT), null);
    }
    Path target = Path.of(name).toAbsolutePath();
    AtomicFile file = AtomicFile.open(target);
    return new OutputFile(file.stream(), target, file);
  }

  OutputStream out() {
    return out;
  }

  boolean isFile() {
    return file != null;
  }

  /// Where its vectors go first. Lines for standard output are written at once; vectors of a file
  /// are kept beside it until it is complete.
  VectorSink sink(VectorFormat format, Precision precision, VectorRun run) throws IOException {
    if (file != null) {
      Optional<EmbeddedTexts> texts = EmbeddedTexts.open(target, run.settings());
      return texts.isPresent()
          ? new VectorSink.Resumable(
              VectorSpool.kept(EmbeddedTexts.vectors(target), run.width()), texts.get())
          : spooled(Objects.requireNonNull(target.getParent()), run);
    }
    return format == VectorFormat.JSONL && !precision.calibrated()
        ? new VectorSink.StreamedLines(JsonLinesFile.open(run.width(), precision, out), out)
        : spooled(Path.of(System.getProperty("java.io.tmpdir")), run);
  }

  private static VectorSink spooled(Path folder, VectorRun run) throws IOException {
    return new VectorSink.Spooled(new VectorSpool(folder, run.width()));
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
