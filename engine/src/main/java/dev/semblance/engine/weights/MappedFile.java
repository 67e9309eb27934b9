package dev.semblance.engine.weights;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file's bytes, mapped read-only.
///
/// @param name for messages
/// @param bytes all of them; empty for an empty file
record MappedFile(String name, MemorySegment bytes) {
  private static final String LFS_POINTER = "version https://git-lfs.github.com/spec/";

  /// @throws SemblanceException BROKEN_MODEL when it cannot be read, or is a Git LFS pointer
  static MappedFile open(String name, Path path, Arena arena) {
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      var bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
      var file = new MappedFile(name, bytes);
      if (file.startsWith(LFS_POINTER.getBytes(US_ASCII))) {
        throw new SemblanceException(
            Fault.BROKEN_MODEL,
            name + " is a Git LFS pointer, not the weights: run git lfs pull in the folder");
      }
      return file;
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL, name + " cannot be read: " + IoReason.of(e), e);
    }
  }

  boolean startsWith(byte[] prefix) {
    if (bytes.byteSize() < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  /// A BROKEN_MODEL fault whose message names this file.
  SemblanceException broken(String fact) {
    return new SemblanceException(Fault.BROKEN_MODEL, name + ": " + fact);
  }
}
