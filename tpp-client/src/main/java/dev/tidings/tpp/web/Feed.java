package dev.tidings.tpp.web;

import java.util.List;
import java.util.Optional;

/** What one client of a stream is to be sent; its writer alone asks, when it is ready for more. */
public interface Feed {

  /**
   * Waits for what is new, as server-sent events; no event when only the time for a heartbeat has
   * come.
   *
   * @return empty when the stream ends
   */
  Optional<List<byte[]>> await() throws InterruptedException;
}
