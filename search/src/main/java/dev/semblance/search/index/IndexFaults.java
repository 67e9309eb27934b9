package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.FullDisk;
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
        ("collection %s is damaged: %s. Restore a snapshot or a backup, remove the damaged part by"
                + " semblance verify --collection %s --repair, or delete the collection and index"
                + " its documents again")
            .formatted(folder.getFileName(), fact, folder.getFileName()),
        cause);
  }

  /// A call to an index that is closed for good.
  public static SemblanceException gone(Path folder, @Nullable Exception cause) {
    return new SemblanceException(
        Fault.NOT_FOUND, "collection " + folder.getFileName() + " was closed or deleted", cause);
  }

  /// A read that failed.
  public static SemblanceException reading(Path folder, IOException e) {
    return isDamage(e)
        ? corrupt(folder, damage(e), e)
        : new SemblanceException(
            Fault.INTERNAL,
            "cannot read collection " + folder.getFileName() + "; the cause is in the log",
            e);
  }

  /// A write that failed and was rolled back.
  public static SemblanceException writing(Path folder, Throwable e) {
    if (FullDisk.isCauseOf(e)) {
      return new SemblanceException(
          Fault.DISK_FULL,
          "the disk that holds collection "
              + folder.getFileName()
              + " is full; nothing of this write was kept, and everything written before is"
              + " intact",
          e);
    }
    return e instanceof IOException io && isDamage(io)
        ? corrupt(folder, damage(e), e)
        : new SemblanceException(
            Fault.INTERNAL,
            "cannot write collection "
                + folder.getFileName()
                + "; nothing was kept, and the cause is in the log",
            e);
  }

  /// What is damaged, without paths, for clients; the cause, for the log, has them.
  private static String damage(Throwable e) {
    return switch (e) {
      case IndexFormatTooNewException _ -> "it was written by a later version";
      case IndexFormatTooOldException _ -> "it was written by a version that is too old";
      case EOFException _ -> "a file of the index ends early";
      case FileNotFoundException _, NoSuchFileException _ -> "a file of the index is missing";
      default -> "a file of the index is corrupt";
    };
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
}
