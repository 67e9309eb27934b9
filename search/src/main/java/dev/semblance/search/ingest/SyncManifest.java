package dev.semblance.search.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.io.AtomicFile;
import dev.semblance.io.IoReason;
import dev.semblance.search.ingest.text.Lines;
import dev.semblance.search.ingest.text.TextLine;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Which documents of a collection came from which file, remembered from run to run, so that those
/// that left their file can be removed. *One thread at a time.*
///
/// A line of the manifest is `{"file":"/absolute/path","ids":["a","b"]}`; a file may have several.
/// A document has left when its file was read to the end in this run, or is no longer there, and no
/// file has its id now. What could not be read has not left.
public final class SyncManifest {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final int IDS_OF_A_LINE = 10_000;

  private final Path target;
  private final List<Path> roots;
  private final Map<Path, Set<String>> before;
  private final Map<Path, Set<String>> now = new TreeMap<>();
  private final Set<Path> unread = new HashSet<>();

  private SyncManifest(Path target, List<Path> roots, Map<Path, Set<String>> before) {
    this.target = target;
    this.roots = roots;
    this.before = before;
  }

  /// @param target where the manifest is kept; it need not exist
  /// @param roots the files and folders of this run; documents of others stay
  /// @throws SemblanceException INVALID when it cannot be read
  public static SyncManifest open(Path target, List<Path> roots) {
    return new SyncManifest(
        target, roots.stream().map(SyncManifest::absolute).toList(), read(target));
  }

  /// The same source, whose documents are noted here as they are read.
  public Source noting(Source source) {
    return new NotedSource(source, this);
  }

  void seen(String file, String id) {
    now.computeIfAbsent(absolute(Path.of(file)), _ -> new LinkedHashSet<>()).add(id);
  }

  /// Notes that something of a file, or of a folder, could not be read.
  void unread(String place) {
    unread.add(absolute(Path.of(place)));
  }

  /// The documents that have left their files, after the source was read to its end.
  public Set<String> left() {
    Set<String> left = new LinkedHashSet<>();
    before.forEach((file, ids) -> {
      if (isWhole(file)) {
        left.addAll(ids);
      }
    });
    now.values().forEach(left::removeAll);
    before.forEach((file, ids) -> {
      if (!isWhole(file)) {
        left.removeAll(ids);
      }
    });
    return left;
  }

  /// Remembers this run.
  ///
  /// @param complete whether the source was read to its end and what left it was removed;
  ///   otherwise, what earlier runs noted stays
  /// @throws SemblanceException INTERNAL when the disk refuses
  public void save(boolean complete) {
    Map<Path, Set<String>> merged = new TreeMap<>();
    before.forEach((file, ids) -> {
      if (!complete || !isWhole(file)) {
        merged.put(file, new LinkedHashSet<>(ids));
      }
    });
    now.forEach(
        (file, ids) -> merged.computeIfAbsent(file, _ -> new LinkedHashSet<>()).addAll(ids));
    try {
      Files.createDirectories(target.toAbsolutePath().getParent());
      try (AtomicFile file = AtomicFile.open(target);
          OutputStream out = file.stream()) {
        for (var each : merged.entrySet()) {
          writeLines(each.getKey(), List.copyOf(each.getValue()), out);
        }
        file.commit();
      }
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "the list of synchronized files cannot be written: " + IoReason.of(e), e);
    }
  }

  /// Whether a file belongs to this run and nothing of it, or of a folder above it, was left
  /// unread.
  private boolean isWhole(Path file) {
    return roots.stream().anyMatch(file::startsWith) && unread.stream().noneMatch(file::startsWith);
  }

  private static void writeLines(Path file, List<String> ids, OutputStream out) throws IOException {
    for (int from = 0; from < ids.size(); from += IDS_OF_A_LINE) {
      ObjectNode json = MAPPER.createObjectNode().put("file", file.toString());
      ArrayNode array = json.putArray("ids");
      ids.subList(from, Math.min(ids.size(), from + IDS_OF_A_LINE)).forEach(array::add);
      out.write((json + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Map<Path, Set<String>> read(Path target) {
    Map<Path, Set<String>> before = new TreeMap<>();
    if (Files.notExists(target)) {
      return before;
    }
    try (Lines lines = Lines.open(target)) {
      for (TextLine line = lines.next(); line != null; line = lines.next()) {
        JsonNode json =
            MAPPER.readTree(line instanceof TextLine.Decoded(_, String text) ? text : "");
        Path file = Path.of(json.path("file").asText());
        Set<String> ids = before.computeIfAbsent(file, _ -> new LinkedHashSet<>());
        json.path("ids").forEach(id -> ids.add(id.asText()));
      }
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INVALID,
          "the list of synchronized files %s is damaged; without it, nothing is removed in the next run"
              .formatted(target.getFileName()),
          e);
    }
    return before;
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }
}
