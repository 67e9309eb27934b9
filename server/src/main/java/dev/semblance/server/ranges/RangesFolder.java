package dev.semblance.server.ranges;

import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import dev.semblance.io.AtomicFile;
import dev.semblance.server.calibration.CalibrationStore;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A folder of ranges, one file for each model, named by the model's fingerprint. A file changes in
/// one step: after a crash it is the old one or the new one. One process writes it. *Safe for use
/// by many threads.*
///
/// ```
/// <fingerprint>.json
///     {"ranges":[{"model","fingerprint","output","dimensions","lowest","highest"}…]}
/// ```
///
/// @param root made when there is something to keep
public record RangesFolder(Path root) implements CalibrationStore {

  @Override
  public List<OutputRanges> of(ModelCard model) {
    Path file = file(model);
    if (!Files.exists(file)) {
      return List.of();
    }
    List<OutputRanges> kept;
    try {
      kept = RangesFile.read(file);
    } catch (SemblanceException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
    for (OutputRanges one : kept) {
      if (!model.fingerprint().equals(one.fingerprint())) {
        throw corrupt(
            "%s holds ranges of fingerprint %s, which is another model's"
                .formatted(file, one.fingerprint()));
      }
    }
    return kept;
  }

  @Override
  public synchronized void keep(ModelCard model, List<OutputRanges> all) {
    Path file = file(model);
    try {
      Files.createDirectories(root);
      AtomicFile.write(file, Json.write(json -> RangesJson.write(json, all)));
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "the ranges cannot be written to " + file + ": " + e, e);
    }
  }

  private Path file(ModelCard model) {
    return root.resolve(model.fingerprint() + ".json");
  }

  private static SemblanceException corrupt(String fact) {
    return new SemblanceException(
        Fault.CORRUPT_INDEX, fact + "; remove the file, and give the ranges again");
  }
}
