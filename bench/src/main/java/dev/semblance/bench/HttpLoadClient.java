package dev.semblance.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Posts one text at a time to `/embed`, on its own connection. *One thread at a time.*
final class HttpLoadClient implements Load.Client {
  private final LoadTexts texts;
  private final HttpPoster poster;
  private final long deadlineMillis;

  /// @param deadlineMillis time a request may wait at the server, or 0 for the server's default
  HttpLoadClient(LoadTexts texts, int port, long deadlineMillis) throws IOException {
    this.texts = texts;
    this.poster = new HttpPoster(port);
    this.deadlineMillis = deadlineMillis;
  }

  @Override
  public boolean send(int index) throws IOException {
    var answer = poster.post("/embed", texts.body(index), deadlineMillis);
    if (answer.status() == 429) {
      return false;
    }
    if (answer.status() != 200) {
      throw new IOException("status " + answer.status());
    }
    texts.check(index, firstNumber(answer.body()));
    return true;
  }

  /// The first number of `[[0.1,…`.
  private static float firstNumber(byte[] body) {
    int end = 2;
    while (body[end] != ',') {
      end++;
    }
    return Float.parseFloat(new String(body, 2, end - 2, StandardCharsets.US_ASCII));
  }

  @Override
  public void close() throws IOException {
    poster.close();
  }
}
