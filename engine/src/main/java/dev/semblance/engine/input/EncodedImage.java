package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// Checks the bytes of an image file for what the decoder would accept and should not: several
/// pictures in one file, CMYK colours, and so many scans that decoding takes very long.
///
/// ```
/// PNG    89 'PNG' CR LF 1A LF, then chunks: length u32, type, data, checksum u32; big-endian
/// JPEG   FF D8, then segments: FF xx, length u16 with itself; of FF C0 … FF CF but C4, C8 and CC the
///        tenth byte counts colours; FF DA begins a scan, inside which FF is followed by 00
/// GIF    header of 6 bytes, screen descriptor of 7 (its fifth byte has the size of the colour table), blocks:
///        2C picture, 21 extension, 3B end
/// ```
///
/// Sources: the PNG specification with its APNG extension; ITU T.81; the GIF89a specification.
sealed interface EncodedImage {
  /// Scans of a JPEG; a usual progressive image has ten.
  int MAX_SCANS = 64;

  static EncodedImage of(byte[] bytes) {
    return switch (bytes.length == 0 ? 0 : bytes[0] & 0xFF) {
      case 0x89 -> new Png(bytes);
      case 'G' -> new Gif(bytes);
      default -> new Jpeg(bytes);
    };
  }

  /// @return how many times the decoder passes over the pixels, from 1
  /// @throws SemblanceException INVALID when it is more than one picture, has four colours, or too
  ///   many scans
  int check();

  /// @param bytes the file
  record Png(byte[] bytes) implements EncodedImage {
    private static final int SIGNATURE = 8;

    /// An animation has an `acTL` chunk before its first `IDAT`.
    @Override
    public int check() {
      ByteBuffer file = ByteBuffer.wrap(bytes);
      long at = SIGNATURE;
      while (at + 8 <= bytes.length) {
        long length = file.getInt((int) at) & 0xFFFFFFFFL;
        String type = new String(bytes, (int) at + 4, 4, StandardCharsets.ISO_8859_1);
        if (type.equals("acTL")) {
          throw animated();
        }
        if (type.equals("IDAT")) {
          return 1;
        }
        at += length + 12;
      }
      return 1;
    }
  }

  /// @param bytes the file
  record Jpeg(byte[] bytes) implements EncodedImage {
    private static final int SIGNATURE = 2;
    private static final Set<Integer> NO_FRAMES = Set.of(0xC4, 0xC8, 0xCC);

    @Override
    public int check() {
      if (colors() > 3) {
        throw new SemblanceException(
            Fault.INVALID, "image has the four colours of print (CMYK); convert it to RGB");
      }
      int scans = scans();
      if (scans > MAX_SCANS) {
        throw new SemblanceException(
            Fault.INVALID, "image has " + scans + " scans, the limit is " + MAX_SCANS);
      }
      return Math.max(1, scans);
    }

    /// How many colours the frame has; 0 without a frame, which the decoder refuses.
    private int colors() {
      int at = SIGNATURE;
      while (at + 9 < bytes.length && bytes[at] == (byte) 0xFF) {
        int kind = bytes[at + 1] & 0xFF;
        if (kind >= 0xC0 && kind <= 0xCF && !NO_FRAMES.contains(kind)) {
          return bytes[at + 9];
        }
        at += 2 + (((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF));
      }
      return 0;
    }

    private int scans() {
      int scans = 0;
      for (int i = 1; i < bytes.length; i++) {
        if (bytes[i - 1] == (byte) 0xFF && bytes[i] == (byte) 0xDA) {
          scans++;
        }
      }
      return scans;
    }
  }

  /// @param bytes the file
  record Gif(byte[] bytes) implements EncodedImage {
    private static final int TABLE_FLAGS = 10;
    private static final int FIRST_BLOCK = 13;

    /// Counts picture blocks; a file that ends too early is left to the decoder to refuse.
    @Override
    public int check() {
      int pictures = 0;
      int at = FIRST_BLOCK + colorTable(TABLE_FLAGS);
      while (at < bytes.length && (bytes[at] == 0x2C || bytes[at] == 0x21)) {
        if (bytes[at] == 0x2C) {
          if (++pictures > 1) {
            throw animated();
          }
          at = afterBlocks(at + 11 + colorTable(at + 9));
        } else {
          at = afterBlocks(at + 2);
        }
      }
      return 1;
    }

    /// Bytes of the colour table that the flags at an offset declare.
    private int colorTable(int flags) {
      if (flags >= bytes.length || (bytes[flags] & 0x80) == 0) {
        return 0;
      }
      return 3 << (1 + (bytes[flags] & 7));
    }

    /// The offset after a list of blocks, each with its length before it, that an empty one ends.
    private int afterBlocks(int from) {
      int at = from;
      while (at < bytes.length && bytes[at] != 0) {
        at += 1 + (bytes[at] & 0xFF);
      }
      return at + 1;
    }
  }

  private static SemblanceException animated() {
    return new SemblanceException(Fault.INVALID, "image is animated; send one of its pictures");
  }
}
