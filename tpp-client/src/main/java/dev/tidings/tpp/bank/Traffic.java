package dev.tidings.tpp.bank;

import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Response;

/**
 * What went over the wire for the requests that carry it as a tag: those that reached the bank, and
 * the bytes of the answers' bodies as they came, compressed or not. For one request after another,
 * not for several at a time.
 */
final class Traffic extends EventListener {

  private long answered;
  private boolean isUnanswered;
  private long bytes;

  /** Requests that were sent. One sent anew on a connection that had gone stale is one. */
  long calls() {
    return answered + (isUnanswered ? 1 : 0);
  }

  long bytes() {
    return bytes;
  }

  @Override
  public void requestHeadersStart(Call call) {
    isUnanswered = true;
  }

  @Override
  public void responseHeadersEnd(Call call, Response response) {
    answered++;
    isUnanswered = false;
  }

  @Override
  public void responseBodyEnd(Call call, long byteCount) {
    bytes += byteCount;
  }
}
