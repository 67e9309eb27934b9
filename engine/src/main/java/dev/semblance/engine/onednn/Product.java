package dev.semblance.engine.onednn;

/// A matrix product to plan: `target[rows,columns] = epilogue(source[rows,inner] ·
/// factor[inner,columns])`, `batch` times.
///
/// @param source left factor
/// @param factor right factor, with plain strides
/// @param target result
public record Product(
    ProductSize size, Operand source, Operand factor, Operand target, Epilogue epilogue) {

  /// @param batch number of products
  /// @param rows rows of source and target
  /// @param inner columns of the source, rows of the factor
  /// @param columns columns of factor and target
  public record ProductSize(int batch, int rows, int inner, int columns) {}

  /// The product of a linear layer on `rows` packed rows. The factor's strides are chosen when
  /// weights are packed.
  public static Product linear(
      ProductSize size, NumberType source, NumberType target, Epilogue epilogue) {
    NumberType factor =
        source == NumberType.UINT8 || source == NumberType.INT8 ? NumberType.INT8 : source;
    return new Product(
        size,
        Operand.rows(source, size.inner()),
        Operand.rows(factor, size.columns()),
        Operand.rows(target, size.columns()),
        epilogue);
  }

  /// Whether the factors are 8-bit and carry scales.
  boolean scaled() {
    return factor.type() == NumberType.INT8;
  }

  /// Whether the result is 8-bit and carries a scale.
  boolean targetScaled() {
    return target.type() == NumberType.UINT8 || target.type() == NumberType.INT8;
  }

  Descriptor sourceDescriptor() {
    return describe(source, size.rows(), size.inner());
  }

  Descriptor factorDescriptor() {
    return describe(factor, size.inner(), size.columns());
  }

  Descriptor targetDescriptor() {
    return describe(target, size.rows(), size.columns());
  }

  private Descriptor describe(Operand operand, long rows, long columns) {
    if (size.batch() == 1) {
      return Descriptor.plain(
          operand.type(),
          new long[] {rows, columns},
          new long[] {operand.rowStride(), operand.columnStride()});
    }
    return Descriptor.plain(
        operand.type(),
        new long[] {size.batch(), rows, columns},
        new long[] {operand.batchStride(), operand.rowStride(), operand.columnStride()});
  }
}
