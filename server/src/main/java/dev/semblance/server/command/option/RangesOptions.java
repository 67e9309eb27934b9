package dev.semblance.server.command.option;

import dev.semblance.server.calibration.CalibrationStore;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.calibration.RangesFile;
import dev.semblance.server.calibration.RangesFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--ranges`: quantization ranges of int8 and uint8 output, and where they are stored.
public final class RangesOptions {
  /// A collection's name cannot begin with `_`.
  private static final String FOLDER = "_ranges";

  @Option(
      names = "--ranges",
      paramLabel = "FILE",
      split = ",",
      description =
          "File of quantization ranges for int8 and uint8 output, as GET /models/{model}/ranges"
              + " returns it; may be repeated. With --data, ranges set at run time are stored there"
              + " and need no file.")
  private List<Path> files = List.of();

  /// @param data the server's data directory, where it has one
  /// @throws dev.semblance.SemblanceException NOT_FOUND, INVALID when a file contains no ranges
  public InitialRanges initialRanges(Optional<Path> data) {
    return new InitialRanges(
        data.map(RangesOptions::store).orElse(CalibrationStore.NONE),
        files.stream().flatMap(file -> RangesFile.read(file).stream()).toList());
  }

  private static CalibrationStore store(Path data) {
    return new RangesFolder(data.resolve(FOLDER));
  }

  /// Ranges at the start of a server.
  ///
  /// @param store persistent storage
  /// @param ranges given on the command line
  public record InitialRanges(CalibrationStore store, List<OutputRanges> ranges) {
    /// Those stored in a data directory.
    public static InitialRanges of(Path data) {
      return new InitialRanges(RangesOptions.store(data), List.of());
    }
  }
}
