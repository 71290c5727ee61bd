package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

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

  /**
   * @param meanwhile what happens while a request is under way
   */
  SimulatedWire(Simulation world, Runnable meanwhile) {
    this.world = world;
    this.random = world.random;
    this.meanwhile = meanwhile;
  }

  PushOutcome push(SimulatedBank from, String url, String set) {
    SimulatedTpp tpp =
        world.tpps.stream().filter(each -> each.url.equals(url)).findFirst().orElseThrow();
    world.tally.add(Tally.Count.PUSHES);
    tpp.calledBy(from.node);
    Letter letter = judge(tpp, set);
    PushOutcome outcome = answer(tpp, letter);
    meanwhile.run();
    from.life.pass(CrashPoint.AFTER_POST);
    return outcome;
  }

  /** A TPP asks by itself. */
  void poll(SimulatedBank bank, SimulatedTpp tpp, int maxEvents) {
    Map<String, String> sets = bank.poll.take(tpp.subscription.subscriptionId(), maxEvents).sets();
    List<String> acks = new ArrayList<>();
    Set<Truth.Fact> acknowledged = new HashSet<>();
    sets.forEach((jti, set) -> {
      Letter letter = judge(tpp, set);
      tpp.receive(jti, letter.fact(), set);
      if (random.nextBoolean()) {
        tpp.keep(jti, letter.fact());
        acks.add(jti);
        acknowledged.add(letter.fact());
      }
    });
    acknowledged.forEach(tpp::promise);
    world.tally.add(Tally.Count.ACKNOWLEDGED_BY_POLL, acks.size());
    bank.poll.acknowledge(
        tpp.subscription.subscriptionId(), new PollRequest(0, true, acks, Map.of()));
  }

  private PushOutcome answer(SimulatedTpp tpp, Letter letter) {
    SimulatedTpp.Act act = tpp.next(random);
    world.note(
        "push "
            + letter.fact().key()
            + " "
            + letter.fact().version()
            + " to "
            + tpp.clientId
            + ": "
            + act);
    if (act != SimulatedTpp.Act.UNREACHABLE) {
      tpp.receive(letter.jti(), letter.fact(), letter.set());
    }
    return switch (act) {
      case KEEP -> kept(tpp, letter);
      case KEEP_SLOWLY -> {
        world.clock.advance(Duration.ofMillis(random.nextInt((int) CALL_TIMEOUT.toMillis())));
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

  private static PushOutcome kept(SimulatedTpp tpp, Letter letter) {
    tpp.keep(letter.jti(), letter.fact());
    tpp.promise(letter.fact());
    return new PushOutcome.Accepted(202);
  }

  /** Nobody is told what he may not know, or has not asked for. */
  private Letter judge(SimulatedTpp tpp, String set) {
    try {
      SignedJWT jwt = SignedJWT.parse(set);
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      String subject = claims.getSubject();
      String key = subject.substring(subject.lastIndexOf('/') + 1);
      Truth.Fact fact =
          requireNonNull(world.truth.find(claims.getStringClaim("txn"), key), subject);
      Set<String> urns = new TreeSet<>(claims.getJSONObjectClaim("events").keySet());
      require(jwt.verify(verifier()), "not signed by the bank", tpp, fact);
      require(claims.getAudience().equals(List.of(tpp.clientId)), "of another", tpp, fact);
      require(
          world.truth.mayKnow(tpp.clientId, fact, world.clock.instant()),
          "may not know",
          tpp,
          fact);
      require(!urns.isEmpty() && fact.urns().containsAll(urns), "told " + urns, tpp, fact);
      require(tpp.unwanted(urns).isEmpty(), "has not asked for " + urns, tpp, fact);
      return new Letter(requireNonNull(claims.getJWTID()), fact, set);
    } catch (ParseException | JOSEException e) {
      throw new AssertionError("unreadable " + set, e);
    }
  }

  private static RSASSAVerifier verifier() throws JOSEException {
    return new RSASSAVerifier(
        TestBank.KEY.jwk().toRSAPublicKey(),
        Set.of(
            "http://openbanking.org.uk/iat",
            "http://openbanking.org.uk/iss",
            "http://openbanking.org.uk/tan"));
  }

  private static void require(boolean holds, String what, SimulatedTpp tpp, Truth.Fact fact) {
    if (!holds) {
      throw new AssertionError(tpp.clientId + ": " + what + ", " + fact);
    }
  }

  private record Letter(String jti, Truth.Fact fact, String set) {}
}
