package dev.semblance.server.json;

/// JSON that cannot be read: text that is not JSON, or a value of another shape than expected.
///
/// Readers of JSON throw it whatever the source is. `http.wire` maps it to a status code, a file
/// reader to a fault that names the file. It carries no stack trace: clients cause it.
public final class JsonError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// What is wrong with the JSON.
  public enum Defect {
    /// The text is not one well-formed JSON value.
    MALFORMED,
    /// The value is well-formed, but a field is missing, of another type, or out of range.
    WRONG_SHAPE
  }

  private final Defect defect;

  private JsonError(Defect defect, String message) {
    super(message, null, false, false);
    this.defect = defect;
  }

  public Defect defect() {
    return defect;
  }

  /// The field where there is one, and what is wrong; never null.
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  public static JsonError malformed(String why) {
    return new JsonError(Defect.MALFORMED, why);
  }

  /// @param field path of the field, such as `inputs[3]`, or empty for the value as a whole
  public static JsonError wrongShape(String field, String why) {
    return new JsonError(Defect.WRONG_SHAPE, field.isEmpty() ? why : field + ": " + why);
  }
}
