package dev.semblance.engine.input;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.TokenSpans;
import dev.semblance.Tokenizer;
import dev.semblance.Truncation;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.TokenizerSource;
import dev.semblance.engine.tokenizer.TokenizerFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Text to token ids by the model's own `tokenizer.json`, or its equivalent, run by Hugging Face's
/// tokenizer library. Truncation and padding of that file are replaced by the model's limits. *Safe
/// for use by many threads.*
public final class TextTokenizer implements Tokenizer, AutoCloseable {
  private final NativeTokenizer tokenizer;
  private final int vocabulary;
  private final int maxTokens;
  private final TextLimits limits;
  private final boolean specialTokens;
  private final @Nullable QueryPadding queryPadding;

  private TextTokenizer(
      NativeTokenizer tokenizer,
      TokenizerFile file,
      @Nullable QueryPadding queryPadding,
      ModelSpec spec) {
    this.tokenizer = tokenizer;
    this.vocabulary = file.vocabulary();
    this.maxTokens = spec.maxTokens();
    this.limits = TextLimits.of(maxTokens, file.maxCharacters());
    this.specialTokens = spec.specialTokens();
    this.queryPadding = queryPadding;
  }

  /// @throws SemblanceException BROKEN_MODEL
  public static TextTokenizer open(ModelSpec spec) {
    return open(spec, spec.readTokenizer());
  }

  /// Opens a tokenizer that was read.
  ///
  /// @throws SemblanceException BROKEN_MODEL
  public static TextTokenizer open(ModelSpec spec, TokenizerSource source) {
    TokenizerFile file = TokenizerFile.check(source.json());
    QueryPadding queryPadding = QueryPadding.of(spec, source);
    boolean lowerCase = spec.texts().lowerCase() && !file.lowerCases();
    String text = text(spec, source, lowerCase);
    if (!file.common()) {
      TokenizerTrial.require(source.json(), file, text);
    }
    try {
      NativeTokenizer tokenizer = NativeTokenizer.open(text);
      return new TextTokenizer(tokenizer, file, queryPadding, spec);
    } catch (SemblanceException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "model "
              + spec.folder().shownName()
              + ": tokenizer.json cannot be used: "
              + e.getMessage(),
          e);
    }
  }

  /// The text that the library reads: the file unchanged, unless the model adds marker tokens or
  /// lower-casing.
  private static String text(ModelSpec spec, TokenizerSource source, boolean lowerCase) {
    List<String> markers = spec.texts().markers();
    String text = source.text();
    return text != null && markers.isEmpty() && !lowerCase
        ? text
        : TokenizerFile.changed(source.json(), markers, lowerCase);
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
    int maxCharacters = limits.characters();
    String shortened = clean(truncation.shorten(text, maxCharacters));
    return padded(
        tokenizer.encode(
            shortened,
            specialTokens,
            encoding ->
                new TextTruncation(maxTokens, truncation)
                    .cut(encoding.ids(), encoding::special, text.length() > maxCharacters)));
  }

  /// Tokens of a pair of texts, special tokens included, no more than the model reads: tokens are
  /// cut from the longer text first.
  ///
  /// @throws SemblanceException INVALID when they are too long and truncation is refused
  public TokenSequence encodePair(String first, String second, Truncation truncation) {
    int maxCharacters = limits.characters();
    String shortFirst = clean(truncation.shorten(first, maxCharacters));
    String shortSecond = clean(truncation.shorten(second, maxCharacters));
    boolean shortened = Math.max(first.length(), second.length()) > maxCharacters;
    return tokenizer.encodePair(
        shortFirst,
        shortSecond,
        encoding -> {
          int[] ids = encoding.ids();
          int[] types = encoding.types();
          return new TextTruncation(maxTokens, truncation).fits(ids)
              ? TokenSequence.ofPair(ids, types, shortened)
              : new PairTruncation(maxTokens, truncation)
                  .cut(ids, types, encoding.sequences(), encoding.special());
        });
  }

  /// Ids from another tokenizer, no more than the model reads.
  ///
  /// @throws SemblanceException INVALID when they are too many and truncation is refused
  public TokenSequence fit(int[] ids, Truncation truncation) {
    return padded(new TextTruncation(maxTokens, truncation).cut(ids));
  }

  /// How many tokens a prompt takes at the beginning of an input: the leading special tokens and
  /// its own, without a closing one.
  public int promptLength(String prompt) {
    String read = clean(Truncation.REFUSE.shorten(prompt, limits.characters()));
    long[] special = tokenizer.encode(read, specialTokens, NativeEncoding::special);
    boolean closing = special.length > 0 && special[special.length - 1] == 1;
    return closing ? special.length - 1 : special.length;
  }

  /// Spans are of the text as the library reads it: lone surrogates replaced.
  @Override
  public List<Token> tokenize(String text, boolean specialTokens) {
    String read = clean(Truncation.REFUSE.shorten(text, limits.characters()));
    return tokenizer.encode(
        read,
        specialTokens && this.specialTokens,
        encoding -> tokens(encoding, new Utf8Text(read)));
  }

  /// Every token of a text and where it is, special tokens included; nothing is cut off.
  ///
  /// @param text prompt included
  /// @throws SemblanceException INVALID for a text that the tokenizer cannot read at once
  public TokenOffsets offsets(String text) {
    String read = clean(Truncation.REFUSE.shorten(text, limits.wholeTexts()));
    return tokenizer.encode(
        read,
        specialTokens,
        encoding -> {
          int[] ids = encoding.ids();
          var ends = TokenOffsets.Ends.ofMask(encoding.special());
          CharSpan[] spans = encoding.spans();
          int[] starts = new int[ids.length];
          int[] stops = new int[ids.length];
          for (int i = ends.before(); i < ids.length - ends.after(); i++) {
            starts[i] = spans[i].getStart();
            stops[i] = spans[i].getEnd();
          }
          return new TokenOffsets(ids, starts, stops, ends, read.codePoints().toArray());
        });
  }

  /// Reads as much text as [#offsets].
  @Override
  public TokenSpans spans(String text) {
    TokenOffsets offsets = offsets(text);
    int before = offsets.ends().before();
    return offsets.spans(before, offsets.ids().length - before - offsets.ends().after());
  }

  @Override
  public String decode(int[] ids, boolean skipSpecialTokens) {
    limits.requireIds(ids.length);
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
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), skipSpecialTokens);
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private TokenSequence padded(TokenSequence tokens) {
    return queryPadding == null ? tokens : queryPadding.pad(tokens);
  }

  private String clean(String text) {
    return WellFormedText.of(text);
  }

  private static List<Token> tokens(NativeEncoding encoding, Utf8Text text) {
    int[] ids = encoding.ids();
    long[] special = encoding.special();
    String[] names = encoding.names();
    CharSpan[] spans = encoding.spans();
    List<Token> tokens = new ArrayList<>(ids.length);
    for (int i = 0; i < ids.length; i++) {
      if (special[i] == 1) {
        tokens.add(new Token(ids[i], names[i], null));
      } else {
        Token.Span span = text.span(spans[i].getStart(), spans[i].getEnd());
        tokens.add(new Token(ids[i], text.piece(span), span));
      }
    }
    return tokens;
  }
}
