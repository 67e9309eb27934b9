package dev.semblance.server.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/// Writes lists of float32 numbers as JSON. Each number is the shortest decimal that reads back the
/// same, and among those the nearest, as [Float#toString] defines it.
///
/// Most numbers of an embedding are between -1 and 1. Multiplied by 10¹², such a number is still
/// exact in a double, and so is its distance to the next whole number. If that distance is less
/// than half the distance to the next float32, the digits of the whole number are the decimal. This
/// takes a third of the time of an algorithm for all numbers.
public final class Decimals {
  private static final int FEWEST_PLACES = 6;
  private static final int MOST_PLACES = 12;

  /// 2⁻¹³: numbers below it may need more than 12 places.
  private static final int SMALLEST_EXPONENT = -13;

  /// Length of a sign, `0.`, the places and a comma; any other float32 with a comma fits too.
  private static final int MOST_CHARACTERS = 16;

  private static final double[] TEN = new double[MOST_PLACES + 1];

  static {
    for (int places = 0; places <= MOST_PLACES; places++) {
      TEN[places] = Math.round(Math.pow(10, places));
    }
  }

  private Decimals() {}

  /// Numbers by their index.
  public interface Numbers {
    float at(int index);
  }

  /// Writes the first `count` numbers as a list.
  public static void write(JsonGenerator json, int count, Numbers numbers) throws IOException {
    if (json.getOutputTarget() instanceof ByteArrayBuilder bytes) {
      json.writeRawValue(""); // writes what precedes a value, such as a comma
      json.flush();
      writeList(bytes, count, numbers);
    } else {
      json.writeStartArray();
      for (int i = 0; i < count; i++) {
        json.writeNumber(numbers.at(i));
      }
      json.writeEndArray();
    }
  }

  private static void writeList(ByteArrayBuilder bytes, int count, Numbers numbers) {
    byte[] text = new byte[Math.addExact(2, Math.multiplyExact(count, MOST_CHARACTERS))];
    int at = 0;
    text[at++] = '[';
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        text[at++] = ',';
      }
      at = write(numbers.at(i), text, at);
    }
    text[at++] = ']';
    bytes.write(text, 0, at);
  }

  /// Writes a number at an index of a text.
  ///
  /// @return the index after it
  static int write(float value, byte[] text, int at) {
    int exponent = Math.getExponent(value);
    int fraction = Float.floatToRawIntBits(value) & 0x7f_ffff;
    // At a power of two the two neighbouring floats are at different distances.
    if (exponent < SMALLEST_EXPONENT || exponent >= 0 || fraction == 0) {
      return writeAny(value, text, at);
    }
    double number = Math.abs((double) value);
    double half = Math.scalb(1.0, exponent - 24);
    boolean even = (fraction & 1) == 0;
    for (int places = FEWEST_PLACES; places <= MOST_PLACES; places++) {
      double scaled = number * TEN[places];
      double whole = Math.rint(scaled);
      double error = Math.abs(whole - scaled);
      double bound = half * TEN[places];
      // Reading rounds halfway decimals to the even float.
      if ((error < bound || (even && error == bound)) && whole < TEN[places]) {
        return writeFraction((long) whole, places, value < 0, text, at);
      }
    }
    return writeAny(value, text, at);
  }

  private static int writeFraction(
      long digits, int places, boolean negative, byte[] text, int from) {
    int at = from;
    if (negative) {
      text[at++] = '-';
    }
    text[at++] = '0';
    text[at++] = '.';
    long left = digits;
    int kept = places;
    while (left % 10 == 0) {
      left /= 10;
      kept--;
    }
    for (int i = at + kept - 1; i >= at; i--) {
      long rest = left / 10;
      text[i] = (byte) ('0' + (left - 10 * rest));
      left = rest;
    }
    return at + kept;
  }

  private static int writeAny(float value, byte[] text, int at) {
    String decimal = Float.toString(value);
    byte[] plain = (Float.isFinite(value) ? decimal : '"' + decimal + '"').getBytes(ISO_8859_1);
    System.arraycopy(plain, 0, text, at, plain.length);
    return at + plain.length;
  }
}
