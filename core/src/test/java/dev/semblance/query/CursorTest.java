package dev.semblance.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.document.FieldValue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CursorTest {
  private static final Cursor CURSOR =
      new Cursor(
          List.of(
              Optional.of(new FieldValue.KeywordValue("ü😀")),
              Optional.empty(),
              Optional.of(new FieldValue.IntegerValue(-7)),
              Optional.of(new FieldValue.NumberValue(0.1)),
              Optional.of(new FieldValue.DateValue(Instant.ofEpochMilli(5))),
              Optional.of(new FieldValue.BooleanValue(true))),
          "id/1");

  @Test
  void textIsReadAsTheSamePlace() {
    assertThat(Cursor.decode(CURSOR.encode("order"), "order")).isEqualTo(CURSOR);
    var first = new Cursor(List.of(), "");
    assertThat(Cursor.decode(first.encode(""), "")).isEqualTo(first);
  }

  @Test
  void cursorOfAnotherOrderIsRefused() {
    assertThatThrownBy(() -> Cursor.decode(CURSOR.encode("order"), "another"))
        .hasMessageContaining("`cursor` is none of this request")
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void changedCursorIsRefused() {
    String text = CURSOR.encode("order");
    for (int at = 0; at < text.length(); at++) {
      char other = text.charAt(at) == 'A' ? 'B' : 'A';
      String changed = text.substring(0, at) + other + text.substring(at + 1);
      assertThatThrownBy(() -> Cursor.decode(changed, "order"))
          .extracting("fault")
          .isEqualTo(Fault.INVALID);
    }
    for (String odd : List.of("", "A", "~", "é", "AAAAAAAAAAAAAAAA")) {
      assertThatThrownBy(() -> Cursor.decode(odd, "order"))
          .extracting("fault")
          .isEqualTo(Fault.INVALID);
    }
  }
}
