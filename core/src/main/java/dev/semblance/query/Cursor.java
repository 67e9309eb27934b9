package dev.semblance.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldValue;
import dev.semblance.io.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// A place in an order of documents: after the document with these sort values and this id. As text
/// it is opaque, and belongs to one order: a changed one, or one of another order, is refused.
/// Immutable.
///
/// @param keys a value for each field that is sorted by; empty where the document lacks the field
/// @param id of the document
public record Cursor(List<Optional<FieldValue>> keys, String id) {
  private static final int CHECK_BYTES = 9;

  public Cursor {
    keys = List.copyOf(keys);
  }

  /// @param order describes the order that the place is in
  public String encode(String order) {
    try {
      var bytes = new ByteArrayOutputStream();
      var out = new DataOutputStream(bytes);
      out.writeShort(keys.size());
      for (Optional<FieldValue> key : keys) {
        write(out, key);
      }
      write(out, id);
      byte[] content = bytes.toByteArray();
      bytes.write(check(content, order));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory is written without I/O
    }
  }

  /// @param order that the cursor must belong to
  /// @throws SemblanceException INVALID
  public static Cursor decode(String text, String order) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      int length = Math.max(0, bytes.length - CHECK_BYTES);
      byte[] content = Arrays.copyOf(bytes, length);
      byte[] check = Arrays.copyOfRange(bytes, length, bytes.length);
      if (MessageDigest.isEqual(check, check(content, order))) {
        return read(new DataInputStream(new ByteArrayInputStream(content)));
      }
    } catch (IllegalArgumentException | IOException _) {
      // not a cursor: as below
    }
    throw new SemblanceException(
        Fault.INVALID,
        "`cursor` is none of this request: send the one of the reply before, with the same filter"
            + " and sort, or leave it out to begin again");
  }

  private static Cursor read(DataInputStream in) throws IOException {
    List<Optional<FieldValue>> keys = new ArrayList<>();
    for (int left = in.readUnsignedShort(); left > 0; left--) {
      keys.add(readKey(in));
    }
    return new Cursor(keys, readText(in));
  }

  private static void write(DataOutputStream out, Optional<FieldValue> key) throws IOException {
    switch (key.orElse(null)) {
      case null -> out.writeByte(0);
      case FieldValue.KeywordValue(String text) -> {
        out.writeByte(1);
        write(out, text);
      }
      case FieldValue.IntegerValue(long number) -> writeLong(out, 2, number);
      case FieldValue.DateValue(Instant time) -> writeLong(out, 3, time.toEpochMilli());
      case FieldValue.NumberValue(double number) ->
          writeLong(out, 4, Double.doubleToLongBits(number));
      case FieldValue.BooleanValue(boolean truth) -> writeLong(out, 5, truth ? 1 : 0);
      case FieldValue.PointValue point ->
          throw new IllegalArgumentException("points have no order: " + point);
    }
  }

  private static Optional<FieldValue> readKey(DataInputStream in) throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(new FieldValue.KeywordValue(readText(in)));
      case 2 -> Optional.of(new FieldValue.IntegerValue(in.readLong()));
      case 3 -> Optional.of(new FieldValue.DateValue(Instant.ofEpochMilli(in.readLong())));
      case 4 -> Optional.of(new FieldValue.NumberValue(Double.longBitsToDouble(in.readLong())));
      case 5 -> Optional.of(new FieldValue.BooleanValue(in.readLong() != 0));
      default -> throw new IOException("no key of kind " + kind);
    };
  }

  private static void writeLong(DataOutputStream out, int kind, long value) throws IOException {
    out.writeByte(kind);
    out.writeLong(value);
  }

  private static void write(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  private static byte[] check(byte[] content, String order) {
    MessageDigest digest = Sha256.digest();
    digest.update(order.getBytes(UTF_8));
    digest.update((byte) 0);
    return Arrays.copyOf(digest.digest(content), CHECK_BYTES);
  }
}
