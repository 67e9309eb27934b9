package dev.semblance.server.request;

/// How a reply writes numbers, which determines its length.
public enum NumberEncoding {
  /// Decimals of JSON; Base64 counts as such, although it is shorter.
  DECIMALS {
    @Override
    public double bytes(double width) {
      return width > 1 ? FLOAT : width * CODE;
    }
  },
  /// The bytes of the numbers, over gRPC or as a file.
  BYTES {
    @Override
    public double bytes(double width) {
      return width;
    }
  };

  /// Characters of a float32 and its comma, such as `-0.012345678,`.
  private static final int FLOAT = 13;

  /// Characters of an integer code and its comma, such as `-128,`.
  private static final int CODE = 5;

  /// Bytes of one number in the reply.
  ///
  /// @param width bytes of the number itself; an eighth for a bit
  public abstract double bytes(double width);
}
