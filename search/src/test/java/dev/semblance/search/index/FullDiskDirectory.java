package dev.semblance.search.index;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.FilterIndexOutput;
import org.apache.lucene.store.IOContext;
import org.apache.lucene.store.IndexOutput;

/// A directory on a disk with a limited number of bytes left.
final class FullDiskDirectory extends FilterDirectory {
  private final AtomicLong left = new AtomicLong(Long.MAX_VALUE);
  private boolean fillsUpBehindCommit;
  private boolean failsToDelete;

  FullDiskDirectory(Directory in) {
    super(in);
  }

  void leave(long bytes) {
    left.set(bytes);
  }

  /// Sets the bytes left to 0 once the next commit is written.
  void fillUpBehindTheNextCommit() {
    fillsUpBehindCommit = true;
  }

  @Override
  public void rename(String source, String target) throws IOException {
    in.rename(source, target);
    in.syncMetaData();
    if (fillsUpBehindCommit && target.startsWith("segments_")) {
      fillsUpBehindCommit = false;
      left.set(0);
      failsToDelete = true;
    }
  }

  @Override
  public void deleteFile(String name) throws IOException {
    if (failsToDelete) {
      failsToDelete = false;
      throw new IOException("No space left on device");
    }
    in.deleteFile(name);
  }

  @Override
  public IndexOutput createOutput(String name, IOContext context) throws IOException {
    return new Output(in.createOutput(name, context));
  }

  @Override
  public IndexOutput createTempOutput(String prefix, String suffix, IOContext context)
      throws IOException {
    return new Output(in.createTempOutput(prefix, suffix, context));
  }

  private void take(long bytes) throws IOException {
    if (left.addAndGet(-bytes) < 0) {
      throw new IOException("No space left on device");
    }
  }

  private final class Output extends FilterIndexOutput {
    Output(IndexOutput out) {
      super("full disk", out.getName(), out);
    }

    @Override
    public void writeByte(byte b) throws IOException {
      take(1);
      out.writeByte(b);
    }

    @Override
    public void writeBytes(byte[] b, int offset, int length) throws IOException {
      take(length);
      out.writeBytes(b, offset, length);
    }
  }
}
