package dev.semblance.server.command;

import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder that is gone, with all that is in it, when it is closed. *One thread at a time.*
record ScratchFolder(Path path) implements AutoCloseable {

  static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("semblance-"));
  }

  @Override
  public void close() throws IOException {
    Trees.delete(path);
  }
}
