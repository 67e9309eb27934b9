package dev.semblance.engine.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/// Finds the entries of a zip file through its central directory, as views of the file. Entries
/// must be stored, not compressed; torch writes them so, with their sizes in the directory only.
///
/// ```
/// end of directory  PK\5\6: +10 entries (2), +12 size (4), +16 offset (4); last 65,557 bytes
/// the same, zip64   PK\6\7 20 bytes before it: +8 offset of PK\6\6: +32 entries, +40 size, +48 offset
/// directory entry   PK\1\2: +10 method, +20 packed, +24 size, +28 name, +30 extra, +32 comment, +42 local
/// local header      PK\3\4: +26 name length, +28 extra length, +30 name, extra, data
/// ```
///
/// Source: PKWARE's APPNOTE, sections 4.3.7 to 4.3.16 and 4.5.3. *One thread at a time.*
final class ZipIndex {
  private static final ValueLayout.OfShort UINT16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt UINT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong UINT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

  private static final int END = 0x06054b50;
  private static final int END64_LOCATOR = 0x07064b50;
  private static final int END64 = 0x06064b50;
  private static final int ENTRY = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int END_SIZE = 22;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int MAX_COMMENT = 0xFFFF;
  private static final long IN_ZIP64 = 0xFFFF_FFFFL;
  private static final int MAX_ENTRIES = 200_000;

  private final MappedFile file;
  private final MemorySegment bytes;
  private final Map<String, MemorySegment> entries = new LinkedHashMap<>();

  private ZipIndex(MappedFile file) {
    this.file = file;
    this.bytes = file.bytes();
  }

  /// @return the data of each entry, by name
  static Map<String, MemorySegment> read(MappedFile file) {
    var index = new ZipIndex(file);
    index.readDirectory();
    return index.entries;
  }

  private void readDirectory() {
    long end = findEnd();
    long count = uint16(end + 10);
    long position = uint32(end + 16);
    if (end >= 20 && uint32(end - 20) == END64_LOCATOR) {
      long end64 = uint64(end - 20 + 8);
      if (uint32(end64) != END64) {
        throw file.broken("zip is damaged: no zip64 directory at " + end64);
      }
      count = uint64(end64 + 32);
      position = uint64(end64 + 48);
    }
    if (count < 0 || count > MAX_ENTRIES) {
      throw file.broken("zip has " + count + " entries, the limit is " + MAX_ENTRIES);
    }
    for (long i = 0; i < count; i++) {
      position = readEntry(position);
    }
  }

  private long findEnd() {
    long size = bytes.byteSize();
    for (long at = size - END_SIZE; at >= Math.max(0, size - END_SIZE - MAX_COMMENT); at--) {
      if (uint32(at) == END) {
        return at;
      }
    }
    throw file.broken("zip is truncated (no central directory)");
  }

  /// @return offset of the next entry
  private long readEntry(long at) {
    if (uint32(at) != ENTRY) {
      throw file.broken("zip is damaged: no directory entry at " + at);
    }
    int method = uint16(at + 10);
    int nameSize = uint16(at + 28);
    int extraSize = uint16(at + 30);
    String name =
        new String(slice(at + ENTRY_SIZE, nameSize).toArray(ValueLayout.JAVA_BYTE), UTF_8);
    checkName(name);
    if (method != 0) {
      throw file.broken("zip entry " + name + " is compressed (method " + method + ")");
    }
    var places = new Places(at, at + ENTRY_SIZE + nameSize, extraSize);
    if (entries.put(name, data(name, places.local, places.size)) != null) {
      throw file.broken("zip has two entries called " + name);
    }
    return at + ENTRY_SIZE + nameSize + extraSize + uint16(at + 32);
  }

  private MemorySegment data(String name, long local, long size) {
    if (uint32(local) != LOCAL) {
      throw file.broken("zip is damaged: entry " + name + " does not begin at " + local);
    }
    return slice(local + LOCAL_SIZE + uint16(local + 26) + uint16(local + 28), size);
  }

  private void checkName(String name) {
    for (String part : name.split("[/\\\\]", -1)) {
      if (part.equals("..") || name.startsWith("/") || name.startsWith("\\")) {
        throw file.broken(
            "refuses the entry name " + name + ": it leads outside, though nothing is extracted");
      }
    }
  }

  /// Offset of an entry's data; numbers that do not fit 32 bits are in its zip64 extra field.
  private final class Places {
    private final long size;
    private final long local;

    Places(long at, long extra, int extraSize) {
      long[] values = {uint32(at + 24), uint32(at + 20), uint32(at + 42)};
      long end = extra + extraSize;
      for (long field = extra; field + 4 <= end; field += 4 + uint16(field + 2)) {
        if (uint16(field) == 1) {
          long next = field + 4;
          for (int i = 0; i < values.length; i++) {
            if (values[i] == IN_ZIP64) {
              values[i] = uint64(next);
              next += Long.BYTES;
            }
          }
        }
      }
      size = values[0];
      local = values[2];
    }
  }

  private int uint16(long at) {
    return Short.toUnsignedInt(slice(at, Short.BYTES).get(UINT16, 0));
  }

  private long uint32(long at) {
    return Integer.toUnsignedLong(slice(at, Integer.BYTES).get(UINT32, 0));
  }

  private long uint64(long at) {
    return slice(at, Long.BYTES).get(UINT64, 0);
  }

  private MemorySegment slice(long at, long size) {
    if (at < 0 || size < 0 || at > bytes.byteSize() || size > bytes.byteSize() - at) {
      throw file.broken("zip is damaged: it points to byte " + at + " of " + bytes.byteSize());
    }
    return bytes.asSlice(at, size);
  }
}
