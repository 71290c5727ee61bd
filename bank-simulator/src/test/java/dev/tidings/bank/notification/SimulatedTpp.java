package dev.tidings.bank.notification;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A receiver: what it keeps outlives its crashes, and a repeat is known by its {@code jti}. */
final class SimulatedTpp {

  /** Of this receiver; a TPP may have a subscription and a stream. */
  final String name;

  final String clientId;
  final String url;
  final boolean isStream;
  final Asked asked = new Asked();

  Mood mood = Mood.WELL;

  private final Set<String> kept = new HashSet<>();
  private final Map<String, Map<Long, String>> bytes = new HashMap<>();
  private final Set<String> received = new HashSet<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<Truth.Fact, Integer> effects = new HashMap<>();
  private final Set<Truth.Fact> reached = new HashSet<>();
  private final Set<Truth.Fact> promised = new LinkedHashSet<>();
  private final Tally tally;
  private @Nullable String lastNode;

  SimulatedTpp(String clientId, boolean isStream, Tally tally) {
    this.clientId = clientId;
    this.isStream = isStream;
    this.tally = tally;
    this.name = isStream ? clientId + "-stream" : clientId;
    this.url = "http://" + name + ".example" + CallbackUrl.SUFFIX;
  }

  /** How it behaves for the time being. */
  enum Mood {
    WELL,
    SHAKY,
    /** The network before it delivers some requests twice. */
    ECHOING,
    DOWN,
    HANGING,
    SLOW,
    LYING,
    REFUSING
  }

  /** What it does with one request. */
  enum Act {
    KEEP,
    KEEP_SLOWLY,
    /** The same request comes twice. */
    KEEP_TWICE,
    /** The same request comes once more, perhaps after newer ones. */
    KEEP_AND_ONCE_MORE_LATER,
    /** The answer is lost: it will come again. */
    KEEP_AND_BREAK_OFF,
    KEEP_AND_HANG,
    /** 202, and nothing is kept. */
    LIE,
    FAIL,
    ASK_FOR_A_PAUSE,
    HANG,
    UNREACHABLE,
    /** It says that it will never take it. */
    REJECT,
    GONE
  }

  Act next(RandomGenerator random) {
    List<Act> acts =
        switch (mood) {
          case WELL -> List.of(Act.KEEP);
          case SHAKY ->
              List.of(
                  Act.KEEP,
                  Act.KEEP,
                  Act.KEEP_AND_BREAK_OFF,
                  Act.FAIL,
                  Act.ASK_FOR_A_PAUSE,
                  Act.UNREACHABLE,
                  Act.HANG);
          case ECHOING -> List.of(Act.KEEP, Act.KEEP_TWICE, Act.KEEP_AND_ONCE_MORE_LATER);
          case DOWN -> List.of(Act.UNREACHABLE, Act.UNREACHABLE, Act.UNREACHABLE, Act.FAIL);
          case HANGING -> List.of(Act.HANG, Act.KEEP_AND_HANG);
          case SLOW -> List.of(Act.KEEP_SLOWLY);
          case LYING -> List.of(Act.LIE, Act.KEEP);
          case REFUSING -> List.of(Act.REJECT, Act.KEEP, Act.KEEP, Act.KEEP, Act.GONE);
        };
    return acts.get(random.nextInt(acts.size()));
  }

  /**
   * Something leaves for it: under one {@code jti}, for the same wishes, always the same bytes.
   *
   * @return whether these left for the first time
   */
  boolean sent(String jti, long wishes, Truth.Fact fact, String set) {
    Map<Long, String> ofWishes = bytes.computeIfAbsent(jti, _ -> new HashMap<>());
    String before = ofWishes.putIfAbsent(wishes, set);
    require(before == null || before.equals(set), "other bytes under the same jti", fact);
    if (before == null && ofWishes.size() > 1) {
      tally.add(Tally.Count.MADE_ANEW);
    }
    return before == null;
  }

  /** Something came in: it must be what came before, or newer than all of its key. */
  void receive(String jti, Truth.Fact fact) {
    if (!received.add(jti)) {
      tally.add(Tally.Count.REPEATS);
      return;
    }
    Long last = newest.put(fact.key(), fact.version());
    require(last == null || last < fact.version(), "went back after version " + last, fact);
  }

  /** In one transaction: known for ever, and its effect. */
  void keep(String jti, Truth.Fact fact) {
    if (kept.add(jti)) {
      effects.merge(fact, 1, Integer::sum);
    }
  }

  /** It has said that it has it, and so it must. */
  void promise(Truth.Fact fact) {
    promised.add(fact);
    settle(fact);
  }

  Set<Truth.Fact> promised() {
    return promised;
  }

  /** A node of the bank sends to it. */
  void calledBy(String node) {
    if (lastNode != null && !lastNode.equals(node)) {
      tally.add(Tally.Count.TAKE_OVERS);
    }
    lastNode = node;
  }

  /** It has said that it has it, or that it never wants it. */
  void settle(Truth.Fact fact) {
    reached.add(fact);
  }

  boolean isReached(Truth.Fact fact) {
    return reached.contains(fact);
  }

  /** Each effect, with how often it was had. */
  Map<Truth.Fact, Integer> effects() {
    return effects;
  }

  private void require(boolean holds, String what, Truth.Fact fact) {
    if (!holds) {
      throw new AssertionError(name + ": " + what + ", " + fact);
    }
  }
}
