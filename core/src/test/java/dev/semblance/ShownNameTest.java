package dev.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownNameTest {
  @ParameterizedTest
  @CsvSource({
    "/home/ann/models/tiny, tiny",
    "/home/ann/models/tiny/, tiny",
    "C:\\models\\tiny, tiny",
    "org/name@main, org/name@main",
    "models/tiny, models/tiny",
    "/, /"
  })
  void foldersAreShownByTheirNames(String id, String shown) {
    assertThat(ShownName.of(id)).isEqualTo(shown);
  }
}
