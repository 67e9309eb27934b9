package dev.semblance.server.command.model;

import dev.semblance.Precision;
import dev.semblance.server.output.JsonLinesFile;
import dev.semblance.server.output.VectorFormat;
import dev.semblance.server.output.VectorSpool;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// Where the vectors of `embed` go. *One thread at a time.*
sealed interface VectorSink extends AutoCloseable {

  /// How many of the next texts, the first ones, have their vectors here from an earlier run.
  int known(List<String> texts) throws IOException;

  /// Adds the vectors of the next texts.
  ///
  /// @param texts `[b]`
  /// @param vectors `[b,k]`
  void add(List<String> texts, float[][] vectors) throws IOException;

  long rows();

  /// Writes what is not written yet.
  void finish(VectorFormat format, Precision precision, OutputStream out) throws IOException;

  /// Called when the output has its name.
  default void committed() {}

  @Override
  void close() throws IOException;

  /// Lines that are written as their vectors are computed.
  record StreamedLines(JsonLinesFile lines, OutputStream out) implements VectorSink {
    @Override
    public int known(List<String> texts) {
      return 0;
    }

    @Override
    public void add(List<String> texts, float[][] vectors) throws IOException {
      for (float[] vector : vectors) {
        lines.add(vector);
      }
      out.flush();
    }

    @Override
    public long rows() {
      return lines.rows();
    }

    @Override
    public void finish(VectorFormat format, Precision precision, OutputStream written)
        throws IOException {
      written.flush();
    }

    @Override
    public void close() {}
  }

  /// A spool from which all are written at the end.
  record Spooled(VectorSpool spool) implements VectorSink {
    @Override
    public int known(List<String> texts) {
      return 0;
    }

    @Override
    public void add(List<String> texts, float[][] vectors) throws IOException {
      for (float[] vector : vectors) {
        spool.add(vector);
      }
    }

    @Override
    public long rows() {
      return spool.rows();
    }

    @Override
    public void finish(VectorFormat format, Precision precision, OutputStream out)
        throws IOException {
      format.write(spool, precision, out);
    }

    @Override
    public void close() throws IOException {
      spool.close();
    }
  }

  /// A spool that is kept beside the output until that is written, so that a later run of the same
  /// command continues.
  final class Resumable implements VectorSink {
    private final VectorSpool spool;
    private final EmbeddedTexts embedded;
    private long seen;
    private boolean complete;

    Resumable(VectorSpool spool, EmbeddedTexts embedded) throws IOException {
      this.spool = spool;
      this.embedded = embedded;
      cut(Math.min(spool.rows(), embedded.count()));
    }

    @Override
    public int known(List<String> texts) throws IOException {
      int known = embedded.matching(seen, texts);
      seen += known;
      if (known < texts.size()) {
        cut(seen);
      }
      return known;
    }

    @Override
    public void add(List<String> texts, float[][] vectors) throws IOException {
      for (float[] vector : vectors) {
        spool.add(vector);
      }
      spool.force(); // before the texts, which say that their vectors are there
      embedded.add(texts);
      seen += texts.size();
    }

    @Override
    public long rows() {
      return seen;
    }

    @Override
    public void finish(VectorFormat format, Precision precision, OutputStream out)
        throws IOException {
      cut(seen);
      format.write(spool, precision, out);
    }

    @Override
    public void committed() {
      complete = true;
    }

    /// Deletes the files where the output was written, or nothing was embedded.
    @Override
    public void close() throws IOException {
      spool.close();
      embedded.close(complete || embedded.count() == 0);
    }

    private void cut(long rows) throws IOException {
      spool.cut(rows);
      embedded.cut(rows);
    }
  }
}
