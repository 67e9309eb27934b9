package dev.semblance.vector;

import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cutting, normalising and comparing vectors. Arguments are not changed, except in [#normalize].
/// *Safe for use by many threads.*
public final class Vectors {
  /// Smallest divisor of a normalisation, so that the zero vector stays zero.
  private static final double SHORTEST = 1e-12;

  /// The default of torch, whose layer norm the model cards use.
  private static final double LAYER_NORM_EPSILON = 1e-5;

  private Vectors() {}

  /// Brings a model's vector `[k]` into a form: the first `dimensions` numbers (Matryoshka;
  /// Kusupati et al. 2022), then length 1. Returns a new array.
  ///
  /// @throws SemblanceException INVALID when `dimensions` is not in 1 … k
  public static float[] form(float[] vector, OutputForm form) {
    return form(vector, form, ModelCard.Cut.UNDECLARED);
  }

  /// As [#form(float\[\], OutputForm)], cut as the model declares.
  public static float[] form(float[] vector, OutputForm form, ModelCard.Cut cut) {
    int width = width(form, vector.length);
    float[] whole =
        cut.layerNorm() && width < vector.length
            ? standardized(vector, LAYER_NORM_EPSILON)
            : vector;
    float[] shortened = Arrays.copyOf(whole, width);
    if (form.normalize()) {
      normalize(shortened);
    }
    return shortened;
  }

  /// The first `dimensions` numbers of several vectors of one input.
  ///
  /// @param dimensions null keeps all
  /// @param normalize whether each is scaled to length 1 after the cut
  /// @throws SemblanceException INVALID when `dimensions` is not in 1 … their width
  public static Embedding.MultiVector cut(
      Embedding.MultiVector vectors, @Nullable Integer dimensions, boolean normalize) {
    if (dimensions == null) {
      return vectors;
    }
    OutputForm form = new OutputForm(normalize, dimensions);
    int width = width(form, vectors.width());
    float[] values = new float[vectors.rows() * width];
    for (int row = 0; row < vectors.rows(); row++) {
      int from = row * vectors.width();
      float[] vector = Arrays.copyOfRange(vectors.values(), from, from + vectors.width());
      System.arraycopy(form(vector, form), 0, values, row * width, width);
    }
    return new Embedding.MultiVector(values, width);
  }

  /// A vector at mean 0 and variance 1, `(x − mean) / √(variance + ε)`: a layer norm (Ba et al.
  /// 2016) before its weights. Sums in doubles; returns a new array.
  ///
  /// @param vector `[k]`, k ≥ 1
  /// @param epsilon ε, which keeps a constant vector from dividing by 0
  public static float[] standardized(float[] vector, double epsilon) {
    double mean = 0;
    for (float value : vector) {
      mean += value;
    }
    mean /= vector.length;
    double squares = 0;
    for (float value : vector) {
      squares += (value - mean) * (value - mean);
    }
    double deviation = Math.sqrt(squares / vector.length + epsilon);
    float[] standardized = new float[vector.length];
    for (int i = 0; i < standardized.length; i++) {
      standardized[i] = (float) ((vector[i] - mean) / deviation);
    }
    return standardized;
  }

  /// Dimensions that a vector of `available` dimensions has in a form.
  ///
  /// @throws SemblanceException INVALID when the form has none, or more than available
  public static int width(OutputForm form, int available) {
    Integer requested = form.dimensions();
    if (requested == null) {
      return available;
    }
    if (requested < 1) {
      throw new SemblanceException(Fault.INVALID, "`dimensions` should be positive");
    }
    if (requested > available) {
      throw new SemblanceException(
          Fault.INVALID,
          "`dimensions` should be smaller than the maximum embedding dimension. Given: "
              + requested
              + ", maximum: "
              + available);
    }
    return requested;
  }

  /// Scales a vector to length 1, in place; the length is summed in doubles.
  public static void normalize(float[] vector) {
    normalize(vector, 0, vector.length);
  }

  /// Scales one vector of several in an array to length 1, in place.
  ///
  /// @param from its first number
  /// @param width how many numbers it has
  public static void normalize(float[] vectors, int from, int width) {
    double squares = 0;
    for (int i = from; i < from + width; i++) {
      squares += (double) vectors[i] * vectors[i];
    }
    double length = Math.max(Math.sqrt(squares), SHORTEST);
    for (int i = from; i < from + width; i++) {
      vectors[i] = (float) (vectors[i] / length);
    }
  }

  /// A copy of a vector at length 1.
  public static float[] unit(float[] vector) {
    float[] unit = vector.clone();
    normalize(unit);
    return unit;
  }

  /// The inner product.
  public static float dot(float[] a, float[] b) {
    return Kernel.best().dot(a, b);
  }

  /// The cosine of the angle between two vectors, −1 … 1; 0 when one of them is zero.
  public static double cosine(float[] a, float[] b) {
    double lengths = Math.sqrt((double) dot(a, a)) * Math.sqrt((double) dot(b, b));
    return lengths == 0 ? 0 : Math.clamp(dot(a, b) / lengths, -1.0, 1.0);
  }

  /// Whether every number is finite.
  public static boolean finite(float[] vector) {
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  static void requireSameLength(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "vectors of " + a.length + " and " + b.length + " numbers cannot be compared");
    }
  }
}
