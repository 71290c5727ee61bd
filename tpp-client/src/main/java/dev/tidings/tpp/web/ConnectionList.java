package dev.tidings.tpp.web;

import dev.tidings.tpp.view.ConnectionView;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** All that the connections page shows at one moment. */
public record ConnectionList(List<ConnectionView> connections, Instant now) {

  public List<ConnectionCard> cards() {
    return IntStream.range(0, connections.size())
        .mapToObj(place -> new ConnectionCard(connections.get(place), place, now))
        .toList();
  }
}
