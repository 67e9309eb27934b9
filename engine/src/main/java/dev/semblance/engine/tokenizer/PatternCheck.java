package dev.semblance.engine.tokenizer;

import dev.semblance.SemblanceException;
import dev.semblance.engine.model.JsonFile;

/// Checks that a regular expression takes time linear in every text. The native library tries
/// alternatives by backtracking and ends the process after 10 million steps, which a short text
/// reaches with `(a+)+$`.
///
/// Accepted are the patterns of [KnownPatterns], and those whose alternatives cannot fail behind an
/// unlimited repetition: only single characters are repeated, and behind one that is repeated
/// without a limit stands only what can match nothing. `\p{N}{1,3}| ?\p{L}+[\r\n]*` is one.
/// *Confined to the thread that opened it.*
final class PatternCheck {
  /// Ways to match the parts that are repeated with a limit.
  private static final int MAX_WAYS = 256;

  /// The most that a repetition with a limit may say.
  private static final int MAX_REPEAT = 64;

  private static final int UNLIMITED = Integer.MAX_VALUE;
  private static final String REFUSED_ESCAPES = "123456789kgKGXRQEcCMO";
  private static final String ANCHORS = "AzZbB";

  private final String regex;
  private int at;

  private PatternCheck(String regex) {
    this.regex = regex;
  }

  /// @throws SemblanceException BROKEN_MODEL
  static void check(String regex, JsonFile file) {
    if (KnownPatterns.contains(regex)) {
      return;
    }
    try {
      var check = new PatternCheck(withoutKnownEnd(regex));
      MatchShape shape = check.alternatives();
      if (check.at < check.regex.length() || shape.minimum() == 0) {
        throw new IllegalArgumentException("it matches nothing, or has an unpaired ')'");
      }
    } catch (IllegalArgumentException e) {
      throw file.broken(
          "pattern '%s' is not supported: %s; tokenizing could take time without a limit"
              .formatted(regex, e.getMessage()));
    }
  }

  private static String withoutKnownEnd(String regex) {
    for (String end : KnownPatterns.ENDS) {
      if (regex.endsWith(end)) {
        return regex.substring(0, regex.length() - end.length());
      }
    }
    return regex;
  }

  /// What a part of a pattern can match.
  ///
  /// @param minimum characters of its shortest match
  /// @param unlimited whether it has a repetition without a limit
  /// @param ways number of ways in which its limited repetitions can match
  private record MatchShape(int minimum, boolean unlimited, int ways) {
    static final MatchShape CHARACTER = new MatchShape(1, false, 1);
    static final MatchShape NOTHING = new MatchShape(0, false, 1);

    MatchShape or(MatchShape other) {
      return new MatchShape(
          Math.min(minimum, other.minimum), unlimited || other.unlimited, ways + other.ways);
    }

    MatchShape then(MatchShape next) {
      if (unlimited && next.minimum > 0) {
        throw new IllegalArgumentException("something must match behind an unlimited repetition");
      }
      if (ways * next.ways > MAX_WAYS) {
        throw new IllegalArgumentException("it has more than " + MAX_WAYS + " ways to match");
      }
      return new MatchShape(minimum + next.minimum, unlimited || next.unlimited, ways * next.ways);
    }

    MatchShape repeated(int least, int most) {
      if (most == 1) {
        return new MatchShape(minimum * least, unlimited, ways + 1);
      }
      if (!equals(CHARACTER)) {
        throw new IllegalArgumentException("more than a single character is repeated");
      }
      return new MatchShape(least, most == UNLIMITED, most == UNLIMITED ? 1 : most - least + 1);
    }
  }

  private MatchShape alternatives() {
    MatchShape shape = sequence();
    while (take('|')) {
      shape = shape.or(sequence());
      if (shape.ways() > MAX_WAYS) {
        throw new IllegalArgumentException("it has more than " + MAX_WAYS + " ways to match");
      }
    }
    return shape;
  }

  private MatchShape sequence() {
    MatchShape shape = MatchShape.NOTHING;
    while (at < regex.length() && regex.charAt(at) != '|' && regex.charAt(at) != ')') {
      boolean assertion = assertsHere();
      if (assertion && shape.unlimited()) {
        throw new IllegalArgumentException("a condition stands behind an unlimited repetition");
      }
      shape = shape.then(quantified(atom()));
    }
    return shape;
  }

  /// Whether what comes next matches no characters and can fail.
  private boolean assertsHere() {
    boolean escaped = regex.charAt(at) == '\\' && at + 1 < regex.length();
    return regex.charAt(at) == '^'
        || regex.charAt(at) == '$'
        || regex.startsWith("(?=", at)
        || regex.startsWith("(?!", at)
        || regex.startsWith("(?<", at)
        || (escaped && ANCHORS.indexOf(regex.charAt(at + 1)) >= 0);
  }

  private MatchShape atom() {
    int point = next();
    return switch (point) {
      case '(' -> group();
      case '[' -> characterClass();
      case '\\' -> escape();
      case '^', '$' -> MatchShape.NOTHING;
      case '*', '+', '?', '{' -> throw new IllegalArgumentException("a repetition repeats nothing");
      default -> MatchShape.CHARACTER;
    };
  }

  private MatchShape group() {
    boolean around = takeAll("?=") || takeAll("?!") || takeAll("?<=") || takeAll("?<!");
    boolean plain = around || takeAll("?:") || takeAll("?i:");
    if (!plain && at < regex.length() && regex.charAt(at) == '?') {
      throw new IllegalArgumentException("it has a group of an unknown kind");
    }
    MatchShape inner = alternatives();
    if (!take(')')) {
      throw new IllegalArgumentException("a '(' is not closed");
    }
    if (around && inner.unlimited()) {
      throw new IllegalArgumentException("a condition has an unlimited repetition");
    }
    return around ? new MatchShape(0, false, inner.ways()) : inner;
  }

  /// A class can contain classes.
  private MatchShape characterClass() {
    take('^');
    if (take(']')) { // as the first character, it is one of the class
      return classEnd();
    }
    return classEnd();
  }

  private MatchShape classEnd() {
    while (true) {
      int point = next();
      if (point == ']') {
        return MatchShape.CHARACTER;
      } else if (point == '\\') {
        next();
      } else if (point == '[') {
        characterClass();
      }
    }
  }

  private MatchShape escape() {
    int point = next();
    if (REFUSED_ESCAPES.indexOf(point) >= 0) {
      throw new IllegalArgumentException("it has \\" + Character.toString(point));
    }
    if (ANCHORS.indexOf(point) >= 0) {
      return MatchShape.NOTHING;
    }
    boolean named = point == 'p' || point == 'P' || point == 'x' || point == 'u';
    if (named && take('{')) {
      int read;
      do {
        read = next();
      } while (read != '}');
    }
    return MatchShape.CHARACTER;
  }

  private MatchShape quantified(MatchShape atom) {
    MatchShape shape = atom;
    if (take('?')) {
      shape = atom.repeated(0, 1);
    } else if (take('*')) {
      shape = atom.repeated(0, UNLIMITED);
    } else if (take('+')) {
      shape = atom.repeated(1, UNLIMITED);
    } else if (take('{')) {
      return requireSingle(counted(atom));
    } else {
      return atom;
    }
    if (!take('?')) { // the sparing form
      take('+'); // the form that never gives back
    }
    return requireSingle(shape);
  }

  private MatchShape requireSingle(MatchShape shape) {
    if (at < regex.length() && "?*+{".indexOf(regex.charAt(at)) >= 0) {
      throw new IllegalArgumentException("a repetition is repeated");
    }
    return shape;
  }

  /// `{2}`, `{2,}` or `{1,3}`.
  private MatchShape counted(MatchShape atom) {
    int least = number();
    int most = least;
    if (take(',')) {
      most = at < regex.length() && regex.charAt(at) == '}' ? UNLIMITED : number();
    }
    if (!take('}') || most < least || least > MAX_REPEAT) {
      throw new IllegalArgumentException("a repetition is not one of up to " + MAX_REPEAT);
    }
    if (most != UNLIMITED && most > MAX_REPEAT) {
      throw new IllegalArgumentException("a repetition is not one of up to " + MAX_REPEAT);
    }
    return atom.repeated(least, most);
  }

  private int number() {
    int from = at;
    while (at < regex.length() && Character.digit(regex.charAt(at), 10) >= 0 && at < from + 4) {
      at++;
    }
    if (at == from) {
      throw new IllegalArgumentException("a repetition has no number");
    }
    return Integer.parseInt(regex.substring(from, at));
  }

  private int next() {
    if (at >= regex.length()) {
      throw new IllegalArgumentException("it ends too early");
    }
    int point = regex.codePointAt(at);
    at += Character.charCount(point);
    return point;
  }

  private boolean take(char character) {
    boolean here = at < regex.length() && regex.charAt(at) == character;
    at += here ? 1 : 0;
    return here;
  }

  private boolean takeAll(String text) {
    boolean here = regex.startsWith(text, at);
    at += here ? text.length() : 0;
    return here;
  }
}
