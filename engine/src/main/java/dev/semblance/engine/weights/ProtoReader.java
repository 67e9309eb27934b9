package dev.semblance.engine.weights;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.SemblanceException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Iterates over the fields of one protobuf message, in place. *One thread at a time.*
///
/// ```
/// field = tag (varint: number · 8 + wire type), value
/// wire type 0: varint    1: 8 bytes    2: varint length, then so many bytes    5: 4 bytes
/// varint = 7 bits a byte, lowest first, top bit set on all but the last
/// ```
///
/// Source: the encoding page of Protocol Buffers. Groups (wire types 3 and 4) are refused.
final class ProtoReader {
  private static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfLong INT64 =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final int MAX_TEXT = 65_536;

  private final MappedFile file;
  private final MemorySegment message;
  private long position;
  private int field;
  private boolean isNumber;
  private long number;
  private MemorySegment bytes = MemorySegment.NULL;

  ProtoReader(MappedFile file, MemorySegment message) {
    this.file = file;
    this.message = message;
  }

  /// Moves to the next field.
  ///
  /// @return false at the end of the message
  boolean next() {
    if (position == message.byteSize()) {
      return false;
    }
    long tag = varint();
    if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFF_FFFF) {
      throw damaged();
    }
    field = (int) (tag >>> 3);
    bytes = MemorySegment.NULL;
    isNumber = (tag & 7) != 2;
    switch ((int) (tag & 7)) {
      case 0 -> number = varint();
      case 1 -> number = take(Long.BYTES).get(INT64, 0);
      case 2 -> bytes = take(varint());
      case 5 -> number = take(Integer.BYTES).get(INT32, 0);
      default -> throw damaged();
    }
    return true;
  }

  /// The current field's number, from 1.
  int field() {
    return field;
  }

  /// Whether the current field is a number rather than bytes.
  boolean isNumber() {
    return isNumber;
  }

  /// The current field's value, if it is a number.
  long number() {
    return number;
  }

  /// The current field's bytes, if it has a length; empty otherwise.
  MemorySegment bytes() {
    return bytes;
  }

  /// The current field's bytes as text.
  String text() {
    if (bytes.byteSize() > MAX_TEXT) {
      throw file.broken("a name is " + bytes.byteSize() + " bytes long, the limit is " + MAX_TEXT);
    }
    return new String(bytes.toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  /// The current field as a message.
  ProtoReader message() {
    return new ProtoReader(file, bytes);
  }

  /// Whether every byte of the message was read; used for packed varints.
  boolean atEnd() {
    return position == message.byteSize();
  }

  /// One varint; used directly to read packed numbers.
  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = take(1).get(ValueLayout.JAVA_BYTE, 0);
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private MemorySegment take(long size) {
    if (size < 0 || size > message.byteSize() - position) {
      throw damaged();
    }
    MemorySegment taken = message.asSlice(position, size);
    position += size;
    return taken;
  }

  private SemblanceException damaged() {
    return file.broken("model is truncated or damaged (at byte " + position + " of a message)");
  }
}
