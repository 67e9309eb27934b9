package dev.semblance.search.index;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// Room on a disk that writes and merges leave free, so that documents can be deleted when the disk
/// is full otherwise. It holds as far as no other program fills the disk. *Safe for use by many
/// threads.*
///
/// @param usable how many bytes of the disk are left now
/// @param bytes how many of them are kept free, from 0
public record DiskReserve(LongSupplier usable, long bytes) {
  /// Keeps nothing free.
  public static final DiskReserve NONE = new DiskReserve(() -> Long.MAX_VALUE, 0);

  /// A reserve on the disk of a folder.
  public static DiskReserve on(Path folder, long bytes) {
    return new DiskReserve(folder.toFile()::getUsableSpace, bytes);
  }

  /// Whether some more bytes can be written.
  boolean hasRoomFor(long more) {
    return bytes == 0 || usable.getAsLong() - bytes >= more;
  }

  /// @param collection for the message
  /// @throws SemblanceException DISK_FULL when only the reserve is left
  void check(String collection) {
    if (!hasRoomFor(0)) {
      throw new SemblanceException(
          Fault.DISK_FULL,
          ("the disk that holds collection %s is full but for a reserve of %d bytes; nothing of"
               + " this write was kept. Delete documents or collections, which is still possible,"
               + " or free space")
              .formatted(collection, bytes));
    }
  }
}
