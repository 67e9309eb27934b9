package dev.semblance.engine.input;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.Tokenizer;
import dev.semblance.Truncation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.model.ModelSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Text to token ids by the model's own `tokenizer.json`, or what stands for it, run by Hugging
/// Face's tokenizer library. What that file says of truncation and padding is overridden by the
/// model's limits. *Safe for use by many threads.*
///
/// The library is called below its public Java class on purpose: of an encoding's eight arrays only
/// the needed ones cross from native memory.
public final class TextTokenizer implements Tokenizer, AutoCloseable {
  /// Characters a token may stand for at most, before a text is cut or refused unread.
  private static final int CHARACTERS_PER_TOKEN = 250;

  private static final TokenizersLibrary LIBRARY = load();

  private final long handle;
  private final int vocabulary;
  private final int maxTokens;
  private final boolean lowerCase;
  private final boolean specialTokens;
  private final @Nullable QueryPadding queryPadding;
  private final ReadWriteLock use = new ReentrantReadWriteLock();
  private boolean closed;

  private TextTokenizer(long handle, TokenizerFile file, ModelSpec spec) {
    this.handle = handle;
    this.vocabulary = file.vocabulary();
    this.maxTokens = spec.maxTokens();
    this.specialTokens = spec.specialTokens();
    this.lowerCase = spec.lowerCase() && !file.lowerCases();
    this.queryPadding = QueryPadding.of(spec);
  }

  /// @throws SemblanceException BROKEN_MODEL
  public static TextTokenizer open(ModelSpec spec) {
    JsonFile json = spec.tokenizer();
    TokenizerFile file = TokenizerFile.check(json);
    try {
      long handle = LIBRARY.createTokenizerFromString(text(spec, json));
      LIBRARY.disableTruncation(handle);
      LIBRARY.disablePadding(handle);
      return new TextTokenizer(handle, file, spec);
    } catch (IOException | RuntimeException e) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "model " + spec.folder().id() + ": tokenizer.json cannot be used: " + e.getMessage(),
          e);
    }
  }

  /// What the library reads: the file as it is, where nothing has to be said otherwise.
  private static String text(ModelSpec spec, JsonFile json) throws IOException {
    Optional<Path> file = spec.tokenizerFile();
    return file.isPresent() && spec.markers().isEmpty()
        ? Files.readString(file.get())
        : TokenizerFile.withNamedTokens(spec.markers(), json);
  }

  /// Token ids run from 0 to this, exclusive.
  public int vocabulary() {
    return vocabulary;
  }

  /// Tokens of a text, special tokens included, no more than the model reads.
  ///
  /// @param text prompt included
  /// @throws SemblanceException INVALID when it is too long and truncation is refused
  public TokenSequence encode(String text, Truncation truncation) {
    TokenSequence tokens = read(text, truncation);
    return queryPadding == null ? tokens : queryPadding.pad(tokens);
  }

  private TokenSequence read(String text, Truncation truncation) {
    int limit = CHARACTERS_PER_TOKEN * maxTokens;
    String read = clean(truncation.shorten(text, limit));
    return using(() -> {
      long encoding = LIBRARY.encode(handle, read, specialTokens);
      try {
        int[] ids = narrow(LIBRARY.getTokenIds(encoding));
        if (ids.length <= maxTokens) {
          return new TokenSequence(ids, new int[0], 0, text.length() > limit);
        }
        if (truncation == Truncation.REFUSE) {
          throw tooLong(ids.length);
        }
        return truncate(ids, LIBRARY.getSpecialTokenMask(encoding), truncation);
      } finally {
        LIBRARY.deleteEncoding(encoding);
      }
    });
  }

  /// Tokens of a pair of texts, special tokens included, no more than the model reads: tokens are
  /// cut from the longer text first.
  ///
  /// @throws SemblanceException INVALID when they are too long and truncation is refused
  public TokenSequence encodePair(String first, String second, Truncation truncation) {
    int limit = CHARACTERS_PER_TOKEN * maxTokens;
    String a = clean(truncation.shorten(first, limit));
    String b = clean(truncation.shorten(second, limit));
    boolean cut = Math.max(first.length(), second.length()) > limit;
    return using(() -> {
      long encoding = LIBRARY.encodeDual(handle, a, b, true);
      try {
        int[] ids = narrow(LIBRARY.getTokenIds(encoding));
        int[] types = narrow(LIBRARY.getTypeIds(encoding));
        if (ids.length <= maxTokens) {
          return new TokenSequence(ids, types, 0, cut);
        }
        if (truncation == Truncation.REFUSE) {
          throw tooLong(ids.length);
        }
        long[] sequences = LIBRARY.getSequenceIds(encoding);
        long[] special = LIBRARY.getSpecialTokenMask(encoding);
        return new PairTruncation(maxTokens, truncation).cut(ids, types, sequences, special);
      } finally {
        LIBRARY.deleteEncoding(encoding);
      }
    });
  }

  /// Ids of somebody else's making, no more than the model reads.
  ///
  /// @throws SemblanceException INVALID when they are too many and truncation is refused
  public TokenSequence fit(int[] ids, Truncation truncation) {
    TokenSequence tokens = cutToFit(ids, truncation);
    return queryPadding == null ? tokens : queryPadding.pad(tokens);
  }

  private TokenSequence cutToFit(int[] ids, Truncation truncation) {
    if (ids.length <= maxTokens) {
      return new TokenSequence(ids, new int[0], 0, false);
    }
    if (truncation == Truncation.REFUSE) {
      throw tooLong(ids.length);
    }
    int from = truncation == Truncation.LEFT ? ids.length - maxTokens : 0;
    return new TokenSequence(Arrays.copyOfRange(ids, from, from + maxTokens), new int[0], 0, true);
  }

  /// How many tokens a prompt takes at the beginning of an input: the leading special tokens and
  /// its own, without a closing one.
  public int promptLength(String prompt) {
    return using(() -> {
      long encoding = LIBRARY.encode(handle, clean(prompt), specialTokens);
      try {
        long[] special = LIBRARY.getSpecialTokenMask(encoding);
        boolean closing = special.length > 0 && special[special.length - 1] == 1;
        return closing ? special.length - 1 : special.length;
      } finally {
        LIBRARY.deleteEncoding(encoding);
      }
    });
  }

  /// Spans are of the text as the library is given it: lone surrogates mended, and in lower case
  /// where the model's folder asks for that and its tokenizer does not do it.
  @Override
  public List<Token> tokenize(String text, boolean specialTokens) {
    String read = clean(text);
    return using(() -> {
      long encoding = LIBRARY.encode(handle, read, specialTokens && this.specialTokens);
      try {
        return tokens(encoding, new Utf8Text(read));
      } finally {
        LIBRARY.deleteEncoding(encoding);
      }
    });
  }

  /// Every token of a text, special tokens included; nothing is cut off.
  ///
  /// @param text prompt included
  public TokenOffsets offsets(String text) {
    String read = clean(text);
    return using(() -> {
      long encoding = LIBRARY.encode(handle, read, specialTokens);
      try {
        int[] ids = narrow(LIBRARY.getTokenIds(encoding));
        var ends = ends(LIBRARY.getSpecialTokenMask(encoding));
        CharSpan[] places = LIBRARY.getTokenCharSpans(encoding);
        int[] starts = new int[ids.length];
        int[] stops = new int[ids.length];
        for (int i = ends.before(); i < ids.length - ends.after(); i++) {
          starts[i] = places[i].getStart();
          stops[i] = places[i].getEnd();
        }
        return new TokenOffsets(ids, starts, stops, ends, read.codePoints().toArray());
      } finally {
        LIBRARY.deleteEncoding(encoding);
      }
    });
  }

  @Override
  public String decode(int[] ids, boolean skipSpecialTokens) {
    for (int id : ids) {
      if (id < 0 || id >= vocabulary) {
        throw new SemblanceException(
            Fault.INVALID,
            "token id "
                + Integer.toUnsignedString(id)
                + " is not in the vocabulary of "
                + vocabulary);
      }
    }
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    return using(() -> LIBRARY.decode(handle, wide, skipSpecialTokens));
  }

  @Override
  public void close() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        LIBRARY.deleteTokenizer(handle);
      }
    } finally {
      use.writeLock().unlock();
    }
  }

  /// Keeps the native tokenizer alive while it works; a closed one must never be touched.
  private <T> T using(Supplier<T> work) {
    use.readLock().lock();
    try {
      if (closed) {
        throw new SemblanceException(Fault.CANCELLED, "the model is closed");
      }
      return work.get();
    } catch (SemblanceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SemblanceException(Fault.UNTOKENIZABLE, String.valueOf(e.getMessage()), e);
    } finally {
      use.readLock().unlock();
    }
  }

  private static List<Token> tokens(long encoding, Utf8Text text) {
    int[] ids = narrow(LIBRARY.getTokenIds(encoding));
    long[] special = LIBRARY.getSpecialTokenMask(encoding);
    String[] names = LIBRARY.getTokens(encoding);
    CharSpan[] places = LIBRARY.getTokenCharSpans(encoding);
    List<Token> tokens = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      if (special[i] == 1) {
        tokens.add(new Token(ids[i], names[i], null));
      } else {
        Token.Span span = text.span(places[i].getStart(), places[i].getEnd());
        tokens.add(new Token(ids[i], text.piece(span), span));
      }
    }
    return tokens;
  }

  /// Cuts tokens from the middle part; the special tokens before and after it stay.
  private TokenSequence truncate(int[] ids, long[] special, Truncation truncation) {
    TokenOffsets.Ends ends = ends(special);
    int before = ends.before();
    int after = ends.after();
    int kept = Math.max(0, maxTokens - before - after);
    int first = truncation == Truncation.LEFT ? ids.length - after - kept : before;
    int[] shorter = new int[before + kept + after];
    System.arraycopy(ids, 0, shorter, 0, before);
    System.arraycopy(ids, first, shorter, before, kept);
    System.arraycopy(ids, ids.length - after, shorter, before + kept, after);
    return new TokenSequence(shorter, new int[0], 0, true);
  }

  private static TokenOffsets.Ends ends(long[] special) {
    int before = 0;
    while (before < special.length && special[before] == 1) {
      before++;
    }
    int after = 0;
    while (after < special.length - before && special[special.length - 1 - after] == 1) {
      after++;
    }
    return new TokenOffsets.Ends(before, after);
  }

  /// Java strings may hold lone surrogates, which UTF-8 cannot: each becomes U+FFFD.
  private String clean(String text) {
    String lowered = lowerCase ? text.toLowerCase(Locale.ROOT) : text;
    StringBuilder mended = null;
    for (int i = 0; i < lowered.length(); i++) {
      char c = lowered.charAt(i);
      if (!Character.isSurrogate(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < lowered.length()
          && Character.isLowSurrogate(lowered.charAt(i + 1))) {
        i++;
        continue;
      }
      mended = mended == null ? new StringBuilder(lowered) : mended;
      mended.setCharAt(i, '\uFFFD');
    }
    return mended == null ? lowered : mended.toString();
  }

  private SemblanceException tooLong(int tokens) {
    return new SemblanceException(
        Fault.INVALID, "`inputs` must have less than " + maxTokens + " tokens. Given: " + tokens);
  }

  private static int[] narrow(long[] ids) {
    return Arrays.stream(ids).mapToInt(Math::toIntExact).toArray();
  }

  private static TokenizersLibrary load() {
    System.setProperty(
        "ai.djl.offline", "true"); // its natives are in its jar; it never asks the network
    LibUtils.checkStatus();
    return TokenizersLibrary.LIB;
  }
}
