package dev.semblance.search.ingest.table;

import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of Parquet as values of documents: strings, numbers, booleans, lists and maps. Dates,
/// times, decimals and UUIDs become strings; numbers that are not finite, and bytes that are not
/// UTF-8, become null.
final class ParquetValue {
  private ParquetValue() {}

  static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean bool -> bool;
      case Float number -> Float.isFinite(number) ? number : null;
      case Double number -> Double.isFinite(number) ? number : null;
      case Byte number -> number.intValue();
      case Short number -> number.intValue();
      case Integer number -> number;
      case Long number -> number;
      case byte[] bytes -> text(bytes);
      case PqList list -> list(list);
      case PqStruct struct -> map(struct);
      case PqMap map -> map(map);
      default -> value.toString();
    };
  }

  private static List<@Nullable Object> list(PqList list) {
    List<@Nullable Object> values = new ArrayList<>(list.size());
    for (int i = 0; i < list.size(); i++) {
      values.add(of(list.get(i)));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(PqStruct struct) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (int i = 0; i < struct.getFieldCount(); i++) {
      values.put(struct.getFieldName(i), of(struct.getValue(i)));
    }
    return values;
  }

  private static Map<String, @Nullable Object> map(PqMap map) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (PqMap.Entry entry : map.getEntries()) {
      values.put(String.valueOf(of(entry.getKey())), of(entry.getValue()));
    }
    return values;
  }

  private static @Nullable String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException _) {
      return null;
    }
  }
}
