package dev.tidings.bank.notification;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Between the banks and the TPPs: whatever leaves is judged here, before anything else may happen.
 * While a request is under way, the rest of the world goes on.
 */
final class SimulatedWire {

  private static final Duration CALL_TIMEOUT = DeliveryPolicy.CALL_TIMEOUT;
  private static final int PAUSE_SECONDS_MAX = 600;
  private static final String SET_ERROR = "{\"err\":\"invalid_request\",\"description\":\"no\"}";

  private final Simulation world;
  private final Random random;
  private final Runnable meanwhile;
  private final JudgeLetters judge;
  private final Deque<Late> late = new ArrayDeque<>();

  /**
   * @param meanwhile what happens while a request is under way
   */
  SimulatedWire(Simulation world, Runnable meanwhile) {
    this.world = world;
    this.random = world.random;
    this.meanwhile = meanwhile;
    this.judge = new JudgeLetters(world);
  }

  PushOutcome push(SimulatedBank from, String url, String set) {
    SimulatedTpp tpp =
        world.tpps.stream().filter(each -> each.url.equals(url)).findFirst().orElseThrow();
    world.tally.add(Tally.Count.PUSHES);
    if (tpp.isStream) {
      world.tally.add(Tally.Count.PUSHES_TO_STREAMS);
    }
    tpp.calledBy(from.node);
    Letter letter = judge.judge(tpp, set);
    PushOutcome outcome = answer(tpp, letter);
    deliverTheLate();
    meanwhile.run();
    from.life.pass(CrashPoint.AFTER_POST);
    return outcome;
  }

  /** A TPP asks by itself. */
  void poll(SimulatedBank bank, SimulatedTpp tpp, int maxEvents) {
    Subscription asked = tpp.asked.present();
    if (asked == null || tpp.isStream) {
      return;
    }
    Map<String, String> sets = bank.poll.take(asked.subscriptionId(), maxEvents).sets();
    List<String> acks = new ArrayList<>();
    Set<Truth.Fact> acknowledged = new HashSet<>();
    sets.forEach((jti, set) -> {
      Letter letter = judge.judge(tpp, set);
      tpp.receive(jti, letter.fact());
      if (random.nextBoolean()) {
        tpp.keep(jti, letter.fact());
        acks.add(jti);
        acknowledged.add(letter.fact());
      }
    });
    acknowledged.forEach(tpp::promise);
    world.tally.add(Tally.Count.ACKNOWLEDGED_BY_POLL, acks.size());
    bank.poll.acknowledge(asked.subscriptionId(), new PollRequest(0, true, acks, Map.of()));
  }

  private PushOutcome answer(SimulatedTpp tpp, Letter letter) {
    SimulatedTpp.Act act = tpp.next(random);
    world.note(
        "push "
            + letter.fact().key()
            + " "
            + letter.fact().version()
            + " to "
            + tpp.name
            + ": "
            + act);
    if (act != SimulatedTpp.Act.UNREACHABLE) {
      tpp.receive(letter.jti(), letter.fact());
    }
    return switch (act) {
      case KEEP -> kept(tpp, letter);
      case KEEP_SLOWLY -> {
        world.clock.advance(Duration.ofMillis(random.nextInt((int) CALL_TIMEOUT.toMillis())));
        yield kept(tpp, letter);
      }
      case KEEP_TWICE -> {
        kept(tpp, letter);
        late.add(new Late(tpp, letter));
        deliverTheLate();
        yield kept(tpp, letter);
      }
      case KEEP_AND_ONCE_MORE_LATER -> {
        late.add(new Late(tpp, letter));
        yield kept(tpp, letter);
      }
      case KEEP_AND_BREAK_OFF -> {
        tpp.keep(letter.jti(), letter.fact());
        yield new PushOutcome.NoAnswer("broken off");
      }
      case KEEP_AND_HANG -> {
        tpp.keep(letter.jti(), letter.fact());
        world.clock.advance(CALL_TIMEOUT);
        yield new PushOutcome.NoAnswer("timeout");
      }
      case LIE -> {
        tpp.settle(letter.fact());
        yield new PushOutcome.Accepted(202);
      }
      case FAIL -> new PushOutcome.Refused(500, "no", null);
      case ASK_FOR_A_PAUSE ->
          new PushOutcome.Refused(503, "", Integer.toString(1 + random.nextInt(PAUSE_SECONDS_MAX)));
      case HANG -> {
        world.clock.advance(CALL_TIMEOUT);
        yield new PushOutcome.NoAnswer("timeout");
      }
      case UNREACHABLE -> new PushOutcome.NoAnswer("refused");
      case REJECT -> {
        tpp.settle(letter.fact());
        yield new PushOutcome.Refused(400, SET_ERROR, null);
      }
      case GONE -> new PushOutcome.Refused(410, "gone", null);
    };
  }

  /** Most copies come after something newer. */
  private void deliverTheLate() {
    for (int copies = late.size(); copies > 0; copies--) {
      Late copy = late.remove();
      if (random.nextBoolean()) {
        world.tally.add(Tally.Count.DUPLICATES);
        copy.tpp().receive(copy.letter().jti(), copy.letter().fact());
        copy.tpp().keep(copy.letter().jti(), copy.letter().fact());
      } else {
        late.add(copy);
      }
    }
  }

  private static PushOutcome kept(SimulatedTpp tpp, Letter letter) {
    tpp.keep(letter.jti(), letter.fact());
    tpp.promise(letter.fact());
    return new PushOutcome.Accepted(202);
  }

  /** A copy of a request, made in the network. */
  private record Late(SimulatedTpp tpp, Letter letter) {}
}
