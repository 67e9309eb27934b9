package dev.semblance.engine.weights;

import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.SemblanceException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An interpreter of the pickle opcodes that tensors need. It calls no code: a name outside the
/// allow-list of [TorchGlobals] is refused, as is any opcode not listed here.
///
/// A pickle is a program for a stack machine: opcodes push values, a mark starts a sequence of
/// values that a later opcode collects, a memo stores values for reuse.
///
/// Source: the opcode table of CPython's `pickletools`. *One thread at a time.*
final class PickleReader {
  private static final ValueLayout.OfShort UINT16 =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT32 =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble FLOAT64 =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(BIG_ENDIAN);

  /// 1,000 tensors take about 40,000 operations.
  private static final int MAX_OPERATIONS = 2_000_000;

  private static final int MAX_DEPTH = 100;
  private static final int MAX_TEXT = 65_536;

  private final MappedFile file;
  private final MemorySegment bytes;
  private final TorchGlobals globals;
  private final List<Pickled> stack = new ArrayList<>();
  private final Map<Integer, Pickled> memo = new HashMap<>();
  private long position;
  private int marks;
  private int operations;

  /// @param position where the first pickle begins
  PickleReader(MappedFile file, MemorySegment bytes, long position) {
    this.file = file;
    this.bytes = bytes;
    this.position = position;
    this.globals = new TorchGlobals(file);
  }

  /// Where the last pickle read ended.
  long position() {
    return position;
  }

  /// Reads one pickle.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it is damaged or holds more than tensors
  Pickled read() {
    stack.clear();
    memo.clear();
    marks = 0;
    int opcode = unsigned8();
    while (opcode != '.') {
      if (++operations > MAX_OPERATIONS) {
        throw file.broken("pickle has more than " + MAX_OPERATIONS + " operations");
      }
      execute(opcode);
      opcode = unsigned8();
    }
    return pop();
  }

  private void execute(int opcode) {
    switch (opcode) {
      case 0x80 -> take(1); // PROTO
      case 0x95 -> take(Long.BYTES); // FRAME
      case '(' -> mark();
      case '0' -> pop();
      case '1' -> collect(); // POP_MARK
      case '2' -> push(top()); // DUP
      case 'N' -> push(new Pickled.PickledNone());
      case 0x88 -> push(new Pickled.Flag(true));
      case 0x89 -> push(new Pickled.Flag(false));
      case 'J' -> push(new Pickled.Whole(take(4).get(INT32, 0)));
      case 'K' -> push(new Pickled.Whole(unsigned8()));
      case 'M' -> push(new Pickled.Whole(unsigned16()));
      case 0x8a -> push(whole(unsigned8())); // LONG1
      case 'G' -> push(new Pickled.Real(take(8).get(FLOAT64, 0)));
      case 'X', 'T' -> push(new Pickled.PickledText(text(unsigned32())));
      case 0x8c, 'U' -> push(new Pickled.PickledText(text(unsigned8())));
      case ')' -> push(tuple(List.of()));
      case 't' -> push(tuple(collect()));
      case 0x85 -> push(tuple(List.of(pop()))); // TUPLE1
      case 0x86 -> push(tuple(popped(2)));
      case 0x87 -> push(tuple(popped(3)));
      case ']' -> push(new Pickled.Sequence());
      case 'l' -> append(new Pickled.Sequence(), collect());
      case 'a' -> appendOne(pop());
      case 'e' -> appendAll(collect());
      case '}' -> push(new Pickled.Dictionary());
      case 'd' -> set(new Pickled.Dictionary(), collect());
      case 's' -> setTop(popped(2));
      case 'u' -> setTop(collect());
      case 'q' -> memo.put(unsigned8(), top());
      case 'r' -> memo.put(unsigned32(), top());
      case 0x94 -> memo.put(memo.size(), top()); // MEMOIZE
      case 'h' -> push(memoized(unsigned8()));
      case 'j' -> push(memoized(unsigned32()));
      case 'c' -> push(globals.find(line(), line()));
      case 0x93 -> stackGlobal();
      case 'R' -> reduce();
      case 'Q' -> push(globals.storage(pop())); // BINPERSID
      case 'b' -> build(pop());
      default -> throw damaged("opcode 0x%02X".formatted(opcode));
    }
  }

  private void mark() {
    if (++marks > MAX_DEPTH) {
      throw tooDeep();
    }
    push(new Pickled.Mark());
  }

  /// Everything above the last mark, and the mark itself.
  private List<Pickled> collect() {
    for (int i = stack.size() - 1; i >= 0; i--) {
      if (stack.get(i) instanceof Pickled.Mark) {
        List<Pickled> above = stack.subList(i + 1, stack.size());
        List<Pickled> items = List.copyOf(above);
        stack.subList(i, stack.size()).clear();
        marks--;
        return items;
      }
    }
    throw damaged("no mark on the stack");
  }

  private Pickled tuple(List<Pickled> items) {
    int depth = 1;
    for (Pickled item : items) {
      if (item instanceof Pickled.Tuple inner) {
        depth = Math.max(depth, inner.depth() + 1);
      }
    }
    if (depth > MAX_DEPTH) {
      throw tooDeep();
    }
    return new Pickled.Tuple(items, depth);
  }

  private void append(Pickled.Sequence list, List<Pickled> items) {
    list.items.addAll(items);
    push(list);
  }

  private void appendOne(Pickled item) {
    appendAll(List.of(item));
  }

  private void appendAll(List<Pickled> items) {
    if (!(top() instanceof Pickled.Sequence list)) {
      throw damaged("appends to what is no list");
    }
    list.items.addAll(items);
  }

  private void setTop(List<Pickled> pairs) {
    if (!(pop() instanceof Pickled.Dictionary dictionary)) {
      throw damaged("sets a key of what is no dictionary");
    }
    set(dictionary, pairs);
  }

  private void set(Pickled.Dictionary dictionary, List<Pickled> pairs) {
    if (pairs.size() % 2 != 0) {
      throw damaged("a key has no value");
    }
    for (int i = 0; i < pairs.size(); i += 2) {
      if (pairs.get(i) instanceof Pickled.PickledText(String key)) {
        dictionary.entries.put(key, pairs.get(i + 1));
      }
    }
    push(dictionary);
  }

  private void stackGlobal() {
    List<Pickled> names = popped(2);
    if (!(names.get(0) instanceof Pickled.PickledText(String module))
        || !(names.get(1) instanceof Pickled.PickledText(String name))) {
      throw damaged("a name is no text");
    }
    push(globals.find(module, name));
  }

  private void reduce() {
    Pickled arguments = pop();
    Pickled callable = pop();
    if (!(callable instanceof Pickled.Global global)
        || !(arguments instanceof Pickled.Tuple tuple)) {
      throw damaged("calls what is no name");
    }
    push(globals.rebuild(global, tuple.items()));
  }

  /// The state of an ordered dictionary describes modules of torch; tensors do not need it.
  private void build(Pickled state) {
    if (!(top() instanceof Pickled.Dictionary) || !(state instanceof Pickled.Dictionary)) {
      throw damaged("gives a state to what is no dictionary");
    }
  }

  private Pickled memoized(int index) {
    Pickled value = memo.get(index);
    if (value == null) {
      throw damaged("remembers nothing under " + index);
    }
    return value;
  }

  private Pickled whole(int size) {
    if (size == 0) {
      return new Pickled.Whole(0);
    }
    byte[] digits = take(size).toArray(ValueLayout.JAVA_BYTE);
    for (int i = 0; i < size / 2; i++) {
      byte low = digits[i];
      digits[i] = digits[size - 1 - i];
      digits[size - 1 - i] = low;
    }
    var value = new BigInteger(digits);
    if (value.bitLength() > 63) {
      throw damaged("a number of " + size + " bytes");
    }
    return new Pickled.Whole(value.longValue());
  }

  private List<Pickled> popped(int count) {
    Pickled[] items = new Pickled[count];
    for (int i = count - 1; i >= 0; i--) {
      items[i] = pop();
    }
    return List.of(items);
  }

  private void push(Pickled value) {
    stack.add(value);
  }

  private Pickled pop() {
    Pickled value = top();
    stack.removeLast();
    return value;
  }

  private Pickled top() {
    if (stack.isEmpty() || stack.getLast() instanceof Pickled.Mark) {
      throw damaged("the stack is empty");
    }
    return stack.getLast();
  }

  private String line() {
    var text = new StringBuilder();
    for (int next = unsigned8(); next != '\n'; next = unsigned8()) {
      if (text.length() == MAX_TEXT) {
        throw damaged("a name without end");
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private String text(int size) {
    if (size < 0 || size > MAX_TEXT) {
      throw damaged("a text of " + Integer.toUnsignedString(size) + " bytes");
    }
    return new String(take(size).toArray(ValueLayout.JAVA_BYTE), UTF_8);
  }

  private int unsigned8() {
    return Byte.toUnsignedInt(take(1).get(ValueLayout.JAVA_BYTE, 0));
  }

  private int unsigned16() {
    return Short.toUnsignedInt(take(2).get(UINT16, 0));
  }

  private int unsigned32() {
    return take(4).get(INT32, 0);
  }

  private MemorySegment take(long size) {
    if (size > bytes.byteSize() - position) {
      throw damaged("it ends too early");
    }
    MemorySegment taken = bytes.asSlice(position, size);
    position += size;
    return taken;
  }

  private SemblanceException tooDeep() {
    return file.broken("pickle is nested too deep: more than " + MAX_DEPTH + " levels");
  }

  private SemblanceException damaged(String fact) {
    return file.broken("pickle is damaged (" + fact + ", before byte " + position + ")");
  }
}
