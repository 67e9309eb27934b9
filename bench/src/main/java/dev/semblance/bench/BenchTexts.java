package dev.semblance.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Real texts of mixed length: title and text of a jsonl corpus.
final class BenchTexts {
  private BenchTexts() {}

  /// @param limit maximum number of texts
  static List<String> read(Path file, int limit) {
    List<String> texts = new ArrayList<>();
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
        var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (texts.size() == limit) {
          break;
        }
        JsonNode document = Bench.JSON.readTree(line);
        texts.add(document.path("title").asText() + " " + document.path("text").asText());
      }
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
