package dev.semblance.server.calibration;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.IoReason;
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
    return read(file, file.toString());
  }

  /// @param name of the file in messages
  static List<OutputRanges> read(Path file, String name) {
    try {
      return RangesJson.readFile(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file of ranges " + name, e);
    } catch (IOException e) {
      throw new SemblanceException(Fault.INVALID, name + " cannot be read: " + IoReason.of(e), e);
    } catch (JsonError e) {
      throw broken(name, e.getMessage());
    } catch (SemblanceException e) {
      throw broken(name, String.valueOf(e.getMessage()));
    }
  }

  private static SemblanceException broken(String name, String why) {
    return new SemblanceException(Fault.INVALID, name + " holds no ranges: " + why);
  }
}
