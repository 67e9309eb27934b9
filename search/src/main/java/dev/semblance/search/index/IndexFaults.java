package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexNotFoundException;
import org.jspecify.annotations.Nullable;

/// Failures of the disk or of an index file as exceptions for users.
public final class IndexFaults {
  private IndexFaults() {}

  /// A collection that cannot be read, with the remedy.
  public static SemblanceException corrupt(Path folder, String fact, @Nullable Throwable cause) {
    return new SemblanceException(
        Fault.CORRUPT_INDEX,
        "collection "
            + folder.getFileName()
            + " in "
            + folder.toAbsolutePath().getParent()
            + " is damaged: "
            + fact
            + ". Restore the folder from a backup, or delete the collection and index its"
            + " documents again",
        cause);
  }

  /// A call to an index that is closed for good.
  static SemblanceException gone(Path folder, @Nullable Exception cause) {
    return new SemblanceException(
        Fault.NOT_FOUND, "collection " + folder.getFileName() + " was closed or deleted", cause);
  }

  /// A read that failed.
  public static SemblanceException reading(Path folder, IOException e) {
    return isDamage(e)
        ? corrupt(folder, e.toString(), e)
        : new SemblanceException(Fault.INTERNAL, "cannot read " + folder + ": " + e, e);
  }

  /// A write that failed and was rolled back.
  public static SemblanceException writing(Path folder, Throwable e) {
    if (isFull(e)) {
      return new SemblanceException(
          Fault.DISK_FULL,
          "the disk that holds "
              + folder
              + " is full; nothing of this write was kept, and everything written before is"
              + " intact",
          e);
    }
    return e instanceof IOException io && isDamage(io)
        ? corrupt(folder, e.toString(), e)
        : new SemblanceException(
            Fault.INTERNAL, "cannot write " + folder + "; nothing was kept: " + e, e);
  }

  private static boolean isDamage(IOException e) {
    return e instanceof CorruptIndexException
        || e instanceof IndexFormatTooNewException
        || e instanceof IndexFormatTooOldException
        || e instanceof IndexNotFoundException
        || e instanceof EOFException
        || e instanceof FileNotFoundException
        || e instanceof NoSuchFileException;
  }

  private static boolean isFull(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      String message = e.getMessage();
      if (message != null
          && (message.contains("No space left on device")
              || message.contains("There is not enough space on the disk")
              || message.contains("Disk quota exceeded"))) {
        return true;
      }
    }
    return false;
  }
}
