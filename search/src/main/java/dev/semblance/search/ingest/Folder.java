package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Every file of a folder and its subfolders, ordered by path. Files of unknown kinds, and those
/// that cannot be opened, are reported; hidden ones are [#hidden].
record Folder(Path folder, FileSources sources) implements Source {
  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public DocumentReader open() {
    List<Source> files = walk().sources();
    if (files.stream().allMatch(SkippedFile.class::isInstance)) {
      throw new SemblanceException(
          Fault.INVALID,
          "%s holds no file that can be read (others: %d); known names end in %s"
              .formatted(folder, files.size(), FileKind.KNOWN));
    }
    return new ConcatenatedSource(files).open();
  }

  @Override
  public List<Path> hidden() {
    return walk().hidden().stream().map(folder::resolve).toList();
  }

  private FolderWalk walk() {
    try {
      return FolderWalk.of(folder, sources);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INVALID, folder + " cannot be read: " + IoReason.of(e), e);
    }
  }
}
