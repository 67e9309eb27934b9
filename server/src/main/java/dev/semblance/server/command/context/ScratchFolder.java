package dev.semblance.server.command.context;

import dev.semblance.io.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A temporary folder, deleted with its content on close. *One thread at a time.*
public record ScratchFolder(Path path) implements AutoCloseable {

  public static ScratchFolder create() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("semblance-"));
  }

  @Override
  public void close() throws IOException {
    Trees.delete(path);
  }
}
