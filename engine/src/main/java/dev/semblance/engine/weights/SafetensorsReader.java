package dev.semblance.engine.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.semblance.io.IoReason;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a safetensors file.
///
/// ```
/// offset   size     what
/// 0        8        length h of the header, little-endian, at most 100,000,000
/// 8        h        JSON object: name → {"dtype", "shape", "data_offsets": [begin, end]},
///                   and "__metadata__" → {string: string}; may end in spaces
/// 8 + h    the rest numbers; offsets count from here; no overlap, no hole, nothing left over
/// ```
///
/// Source: the format page of the safetensors project. *One thread at a time.*
final class SafetensorsReader {
  private static final ValueLayout.OfLong UINT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final long MAX_HEADER = 100_000_000;
  private static final int MAX_NESTING = 16;
  private static final String METADATA = "__metadata__";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(MAX_NESTING).build())
          .build();

  private final MappedFile file;
  private final MemorySegment header;
  private final MemorySegment numbers;

  private SafetensorsReader(MappedFile file) {
    this.file = file;
    long size = file.bytes().byteSize();
    if (size < Long.BYTES) {
      throw file.broken("file is shorter than the 8-byte header length: " + size + " bytes");
    }
    long length = file.bytes().get(UINT64, 0);
    if (length < 0 || length > MAX_HEADER) {
      throw file.broken(
          "header length " + Long.toUnsignedString(length) + " is over the limit of " + MAX_HEADER);
    }
    if (length > size - Long.BYTES) {
      throw file.broken(
          "header length " + length + " is beyond the end of the file of " + size + " bytes");
    }
    header = file.bytes().asSlice(Long.BYTES, length);
    numbers = file.bytes().asSlice(Long.BYTES + length);
  }

  /// @return tensors by name, in the order of the header
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL naming file, tensor and reason
  static Map<String, Tensor> read(MappedFile file) {
    var reader = new SafetensorsReader(file);
    List<SafetensorsEntry> entries = reader.entries();
    reader.checkCover(entries);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (SafetensorsEntry entry : entries) {
      tensors.put(entry.name(), entry.over(reader.numbers));
    }
    return tensors;
  }

  private List<SafetensorsEntry> entries() {
    var utf8 = new InputStreamReader(new SegmentInput(header), UTF_8.newDecoder());
    try (JsonParser json = JSON.createParser(utf8)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw file.broken("header is not a JSON object");
      }
      Map<String, SafetensorsEntry> entries = new LinkedHashMap<>();
      while (json.nextToken() != JsonToken.END_OBJECT) {
        String name = json.currentName();
        json.nextToken();
        if (name.equals(METADATA)) {
          checkMetadata(json);
        } else if (entries.put(name, SafetensorsEntry.read(file, name, json)) != null) {
          throw file.broken("duplicate tensor name '" + name + "'");
        }
      }
      if (json.nextToken() != null) {
        throw file.broken("header is not JSON: something follows its object");
      }
      return new ArrayList<>(entries.values());
    } catch (StreamConstraintsException e) {
      throw file.broken(
          String.valueOf(e.getOriginalMessage()).contains("nesting")
              ? "header is nested too deep: more than " + MAX_NESTING + " levels"
              : "header is not as the format says: " + e.getOriginalMessage());
    } catch (CharacterCodingException e) {
      throw file.broken("header is not UTF-8");
    } catch (JsonProcessingException e) {
      throw file.broken("header is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw file.broken("header cannot be read: " + IoReason.of(e));
    }
  }

  private void checkMetadata(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw file.broken(METADATA + " is not a JSON object");
    }
    while (json.nextToken() != JsonToken.END_OBJECT) {
      if (json.nextToken() != JsonToken.VALUE_STRING) {
        throw file.broken(METADATA + " values must be strings: '" + json.currentName() + "'");
      }
    }
  }

  private void checkCover(List<SafetensorsEntry> entries) {
    List<SafetensorsEntry> byPlace = new ArrayList<>(entries);
    byPlace.sort(
        Comparator.comparingLong(SafetensorsEntry::begin).thenComparingLong(SafetensorsEntry::end));
    long covered = 0;
    for (SafetensorsEntry entry : byPlace) {
      if (entry.begin() != covered) {
        throw file.broken(
            "tensors overlap or leave a hole: '"
                + entry.name()
                + "' begins at "
                + entry.begin()
                + ", the tensors before it end at "
                + covered);
      }
      covered = entry.end();
    }
    long size = numbers.byteSize();
    if (covered > size) {
      throw file.broken(
          "file is shorter than its tensors: they need "
              + covered
              + " bytes, it has "
              + size
              + "; download it again ('semblance models pull' compares a model of the hub with"
              + " it)");
    }
    if (covered < size) {
      throw file.broken(
          "file is longer than its tensors: they need " + covered + " bytes, it has " + size);
    }
  }
}
