package dev.semblance.server.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;

/// Lists of float32 numbers in JSON, each the shortest decimal that reads back the same and of
/// those the nearest, as [Float#toString] finds it.
///
/// Most of an answer of embeddings is numbers between -1 and 1. Times 10 to the 12th such a number
/// is still exact in a double, and so is its distance to the next whole number: if that is less
/// than half the distance to the next float32, the whole number's digits are the answer. All in all
/// this takes a third of the time that a way for any number takes.
public final class Decimals {
  private static final int FEWEST_PLACES = 6;
  private static final int MOST_PLACES = 12;

  /// 2⁻¹³: below it 12 places may be too few.
  private static final int SMALLEST_EXPONENT = -13;

  /// A sign, `0.`, the places and a comma; or any float32 and a comma.
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
      json.writeRawValue(""); // with whatever must stand before a value
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

  /// Writes a number at a place in a text.
  ///
  /// @return behind it
  static int write(float value, byte[] text, int at) {
    int exponent = Math.getExponent(value);
    int fraction = Float.floatToRawIntBits(value) & 0x7f_ffff;
    // Next to a power of two the floats on both sides are not equally far.
    if (exponent < SMALLEST_EXPONENT || exponent >= 0 || fraction == 0) {
      return writeAny(value, text, at);
    }
    double number = Math.abs((double) value);
    double half = Math.scalb(1.0, exponent - 24);
    boolean even = (fraction & 1) == 0;
    for (int places = FEWEST_PLACES; places <= MOST_PLACES; places++) {
      double scaled = number * TEN[places];
      double whole = Math.rint(scaled);
      double off = Math.abs(whole - scaled);
      double most = half * TEN[places];
      // Reading rounds what is halfway to the even one.
      if ((off < most || (even && off == most)) && whole < TEN[places]) {
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
