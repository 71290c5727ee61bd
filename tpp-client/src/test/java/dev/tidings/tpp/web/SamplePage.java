package dev.tidings.tpp.web;

import dev.tidings.tpp.view.Change;
import dev.tidings.tpp.view.ViewChanges.Notice;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Shows the page with sample figures that move, to look at: arguments port and seconds a change.
 */
final class SamplePage {

  private SamplePage() {}

  public static void main(String[] args) throws InterruptedException {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8090;
    long seconds = args.length > 1 ? Long.parseLong(args[1]) : 4;
    WebServer server = new WebServer(StreamPace.USUAL, port);
    Random random = new Random(1);
    long balance = 124_650;
    List<Change> changes = List.of();
    for (int sequence = 1; ; sequence++) {
      long before = balance;
      balance += random.nextInt(-2_000, 2_000);
      Change change = SampleViews.changeAt(Instant.now(), sequence, before, balance);
      server.view.set(SampleViews.connected(change.refreshedAt(), change.after().minor()));
      changes = List.of(change, changes.isEmpty() ? change : changes.getFirst());
      server.changes.set(changes.stream().distinct().toList());
      server.notices.tell(new Notice.Refreshed(change));
      Thread.sleep(seconds * 1_000);
    }
  }
}
