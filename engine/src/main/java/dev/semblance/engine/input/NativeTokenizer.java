package dev.semblance.engine.input;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/// A tokenizer in the native memory of Hugging Face's tokenizer library. *Safe for use by many
/// threads.*
///
/// The library is called below its public Java class on purpose: of an encoding's eight arrays only
/// the needed ones cross from native memory.
final class NativeTokenizer implements AutoCloseable {
  private final TokenizersLibrary library;
  private final long handle;

  /// Held for reading while the native tokenizer works, for writing while it is freed.
  private final ReadWriteLock handleLock = new ReentrantReadWriteLock();

  @GuardedBy("handleLock")
  private boolean closed;

  private NativeTokenizer(TokenizersLibrary library, long handle) {
    this.library = library;
    this.handle = handle;
  }

  /// @param json a `tokenizer.json` that [dev.semblance.engine.tokenizer.TokenizerFile#check]
  ///   accepts; its truncation and padding are switched off
  /// @throws SemblanceException INTERNAL when the library cannot be loaded
  /// @throws RuntimeException the library's own
  static NativeTokenizer open(String json) {
    TokenizersLibrary library = TokenizerLibrary.instance();
    long handle = library.createTokenizerFromString(json);
    library.disableTruncation(handle);
    library.disablePadding(handle);
    return new NativeTokenizer(library, handle);
  }

  /// Encodes a text.
  ///
  /// @param text without lone surrogates
  /// @param reader copies what is needed from the encoding, which is freed after that
  /// @throws SemblanceException CANCELLED once closed; UNTOKENIZABLE
  <T> T encode(String text, boolean specialTokens, Function<NativeEncoding, T> reader) {
    return whileOpen(() -> read(library.encode(handle, text, specialTokens), reader));
  }

  /// Encodes a pair of texts, with special tokens; as [#encode].
  <T> T encodePair(String first, String second, Function<NativeEncoding, T> reader) {
    return whileOpen(() -> read(library.encodeDual(handle, first, second, true), reader));
  }

  /// Text of token ids.
  ///
  /// @param ids all in the vocabulary
  String decode(long[] ids, boolean skipSpecialTokens) {
    return whileOpen(() -> library.decode(handle, ids, skipSpecialTokens));
  }

  /// Frees the tokenizer once no thread uses it. Idempotent.
  @Override
  public void close() {
    handleLock.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        library.deleteTokenizer(handle);
      }
    } finally {
      handleLock.writeLock().unlock();
    }
  }

  private <T> T read(long encoding, Function<NativeEncoding, T> reader) {
    try {
      return reader.apply(new NativeEncoding(library, encoding));
    } finally {
      library.deleteEncoding(encoding);
    }
  }

  /// Keeps the tokenizer from being freed while it works; a freed one must never be touched.
  private <T> T whileOpen(Supplier<T> work) {
    handleLock.readLock().lock();
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
      handleLock.readLock().unlock();
    }
  }
}
