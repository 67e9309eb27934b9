package dev.semblance.server.calibration;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.io.AtomicFile;
import dev.semblance.io.FullDisk;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder with one file of ranges for each model, named by the model's fingerprint. Files are
/// replaced atomically: after a crash a file has its old content or its new content. Only one
/// process may write. *Safe for use by many threads.*
///
/// ```
/// <fingerprint>.json
///     {"ranges":[{"model","fingerprint","output","dimensions","lowest","highest"}…]}
/// ```
///
/// @param root created by the first write
public record RangesFolder(Path root) implements CalibrationStore {

  @Override
  public List<OutputRanges> of(ModelCard model) {
    Path file = file(model);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<OutputRanges> stored;
    try {
      stored = RangesFile.read(file, shown(file));
    } catch (SemblanceException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
    for (OutputRanges ranges : stored) {
      if (!model.fingerprint().equals(ranges.fingerprint())) {
        throw corrupt(
            "%s holds ranges of fingerprint %s, which is another model's"
                .formatted(shown(file), ranges.fingerprint()));
      }
    }
    return stored;
  }

  @Override
  public synchronized void save(ModelCard model, List<OutputRanges> all) {
    Path file = file(model);
    try {
      Files.createDirectories(root);
      AtomicFile.write(file, Json.write(json -> RangesJson.write(json, all)));
    } catch (IOException e) {
      throw FullDisk.isCauseOf(e)
          ? new SemblanceException(
              Fault.DISK_FULL,
              "the ranges of model '%s' cannot be kept: the disk is full; those kept before are intact"
                  .formatted(model.shownName()),
              e)
          : new SemblanceException(
              Fault.INTERNAL,
              "the ranges of model '%s' cannot be kept; the cause is in the log"
                  .formatted(model.shownName()),
              e);
    }
  }

  private Path file(ModelCard model) {
    return root.resolve(model.fingerprint() + ".json");
  }

  /// The name of a file inside the data directory.
  private String shown(Path file) {
    return root.getFileName().resolve(file.getFileName()).toString();
  }

  private static SemblanceException corrupt(String fact) {
    return new SemblanceException(
        Fault.CORRUPT_INDEX, fact + "; remove the file, and give the ranges again");
  }
}
