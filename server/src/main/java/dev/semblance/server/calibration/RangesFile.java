package dev.semblance.server.calibration;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.json.JsonError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Reads a file of ranges, which holds a reply of `GET /models/{model}/ranges`.
public final class RangesFile {
  private RangesFile() {}

  /// @throws SemblanceException NOT_FOUND; INVALID when it holds something else. The message has
  ///   the file and the reason
  public static List<OutputRanges> read(Path file) {
    try {
      return RangesJson.readFile(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file of ranges " + file, e);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INVALID, file + " cannot be read: " + e.getMessage(), e);
    } catch (JsonError e) {
      throw broken(file, e.getMessage());
    } catch (SemblanceException e) {
      throw broken(file, String.valueOf(e.getMessage()));
    }
  }

  private static SemblanceException broken(Path file, String why) {
    return new SemblanceException(Fault.INVALID, file + " holds no ranges: " + why);
  }
}
