package dev.semblance.engine.model;

/// How token vectors become one vector. In configs with a flag for each mode, several are
/// concatenated in this order.
///
/// Source: sentence-transformers, `Pooling`.
public enum PoolingMode {
  /// The first token's vector.
  CLS("cls", "pooling_mode_cls_token"),
  /// The largest value of each dimension.
  MAX("max", "pooling_mode_max_tokens"),
  /// The mean over tokens.
  MEAN("mean", "pooling_mode_mean_tokens"),
  /// The sum over tokens, divided by the square root of their number.
  MEAN_SQRT_LENGTH("mean_sqrt_len_tokens", "pooling_mode_mean_sqrt_len_tokens"),
  /// The mean with weights 1, 2, 3 … by position.
  WEIGHTED_MEAN("weightedmean", "pooling_mode_weightedmean_tokens"),
  /// The last token's vector.
  LAST_TOKEN("lasttoken", "pooling_mode_lasttoken");

  private final String configName;
  private final String flag;

  PoolingMode(String configName, String flag) {
    this.configName = configName;
    this.flag = flag;
  }

  /// The value of `pooling_mode` in newer configs.
  public String configName() {
    return configName;
  }

  /// The key of the boolean in older configs.
  String flag() {
    return flag;
  }
}
