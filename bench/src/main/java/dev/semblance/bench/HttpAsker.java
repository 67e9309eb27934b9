package dev.semblance.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Asks `/embed` for one text at a time, on a connection of its own. *One thread at a time.*
final class HttpAsker implements Load.Client {
  private final Questions questions;
  private final HttpPoster poster;
  private final long deadlineMillis;

  /// @param deadlineMillis how long a request may wait at the server, or 0 for its own setting
  HttpAsker(Questions questions, int port, long deadlineMillis) throws IOException {
    this.questions = questions;
    this.poster = new HttpPoster(port);
    this.deadlineMillis = deadlineMillis;
  }

  @Override
  public boolean ask(int index) throws IOException {
    var answer = poster.post("/embed", questions.body(index), deadlineMillis);
    if (answer.status() == 429) {
      return false;
    }
    if (answer.status() != 200) {
      throw new IOException("status " + answer.status());
    }
    questions.check(index, firstNumber(answer.body()));
    return true;
  }

  /// Of `[[0.1,…`.
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
