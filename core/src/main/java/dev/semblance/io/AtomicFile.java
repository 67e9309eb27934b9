package dev.semblance.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/// A file that appears complete or not at all, in place of an older one. The bytes go to a
/// temporary file in the same folder, which [#commit] forces to disk and renames; after a crash the
/// target is the old file or the new one. *One thread at a time.*
///
/// The temporary file is `.<name>.<8 hex digits>.incomplete`. Its random part keeps processes apart
/// that write the same target. [#close] removes it; a killed process leaves it behind.
public final class AtomicFile implements AutoCloseable {
  private static final int RANDOM_DIGITS = 8;

  private final Path target;
  private final Path temporary;
  private final FileChannel channel;

  private AtomicFile(Path target, Path temporary, FileChannel channel) {
    this.target = target;
    this.temporary = temporary;
    this.channel = channel;
  }

  /// Opens an empty temporary file.
  ///
  /// @param target the file to write or replace, in an existing folder
  /// @throws java.nio.file.NoSuchFileException when the folder is missing
  public static AtomicFile open(Path target) throws IOException {
    Path temporary = temporary(target);
    FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new AtomicFile(target, temporary, channel);
  }

  /// Writes a file in one call.
  public static void write(Path target, byte[] bytes) throws IOException {
    try (AtomicFile file = open(target)) {
      file.write(ByteBuffer.wrap(bytes));
      file.commit();
    }
  }

  /// Renames a file or folder in one step and forces the target's folder to disk. An existing file
  /// at the target is replaced. The content of `from` is not forced to disk.
  ///
  /// @throws java.nio.file.AtomicMoveNotSupportedException between two file systems
  public static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(to.resolveSibling("."));
  }

  /// A new name beside a file for its temporary version.
  public static Path temporary(Path target) {
    String random = UUID.randomUUID().toString().substring(0, RANDOM_DIGITS);
    return target.resolveSibling("." + target.getFileName() + "." + random + ".incomplete");
  }

  /// Appends all remaining bytes.
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /// An unbuffered stream that appends; it needs no flush or close.
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /// Forces the bytes to disk and gives the file its name. Nothing can be written afterwards.
  public void commit() throws IOException {
    channel.force(true);
    channel.close();
    move(temporary, target);
  }

  /// Removes the temporary file unless it was committed.
  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /// Forces the names in a folder to disk. Windows cannot open a folder as a file and needs no such
  /// call.
  public static void forceFolder(Path folder) throws IOException {
    if (folder.getFileSystem().getSeparator().equals("\\")) {
      return;
    }
    try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
      entries.force(true);
    }
  }
}
