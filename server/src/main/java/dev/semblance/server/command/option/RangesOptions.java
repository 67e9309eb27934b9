package dev.semblance.server.command.option;

import dev.semblance.server.calibration.CalibrationStore;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.ranges.RangesFile;
import dev.semblance.server.ranges.RangesFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What int8 and uint8 codes are made by, and where that outlasts the server.
public final class RangesOptions {
  /// No collection has a name that begins with a sign.
  private static final String FOLDER = "_ranges";

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      split = ",",
      description =
          "A file of the ranges that int8 and uint8 output needs, as GET /models/{model}/ranges"
              + " answers it; may be repeated. With --data, ranges that a server was given before"
              + " are kept there and need no file.")
  private List<Path> files = List.of();

  /// @param data the server's data directory, where it has one
  /// @throws dev.semblance.SemblanceException NOT_FOUND, INVALID when a file holds no ranges
  public InitialRanges initialRanges(Optional<Path> data) {
    return new InitialRanges(
        data.map(RangesOptions::store).orElse(CalibrationStore.NONE),
        files.stream().flatMap(file -> RangesFile.read(file).stream()).toList());
  }

  private static CalibrationStore store(Path data) {
    return new RangesFolder(data.resolve(FOLDER));
  }

  /// Ranges as a server starts.
  ///
  /// @param store where they outlast it
  /// @param ranges the ones it is started with
  public record InitialRanges(CalibrationStore store, List<OutputRanges> ranges) {
    /// Those that a data directory holds.
    public static InitialRanges of(Path data) {
      return new InitialRanges(RangesOptions.store(data), List.of());
    }
  }
}
