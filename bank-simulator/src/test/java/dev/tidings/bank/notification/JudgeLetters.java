package dev.tidings.bank.notification;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.openbanking.Money;
import dev.tidings.securityevent.EventUrn;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whatever leaves is signed, is for its receiver, tells nothing that he may not know or has not
 * asked for, and all of what he has; its content is what the ledger holds.
 */
final class JudgeLetters {

  private static final String BALANCES = "balances";
  private static final Set<String> CRITICAL =
      Set.of(
          "http://openbanking.org.uk/iat",
          "http://openbanking.org.uk/iss",
          "http://openbanking.org.uk/tan");

  private final Simulation world;
  private final JWSVerifier verifier;

  JudgeLetters(Simulation world) {
    this.world = world;
    try {
      verifier = new RSASSAVerifier(TestBank.KEY.jwk().toRSAPublicKey(), CRITICAL);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An error and no exception is thrown for what is wrong: the bank would survive that. */
  Letter judge(SimulatedTpp tpp, String set) {
    try {
      SignedJWT jwt = SignedJWT.parse(set);
      return judge(tpp, jwt, set);
    } catch (ParseException | JOSEException | RuntimeException e) {
      throw new AssertionError(tpp.name + ": unreadable " + set, e);
    }
  }

  private Letter judge(SimulatedTpp tpp, SignedJWT jwt, String set)
      throws ParseException, JOSEException {
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    Subscription asked = tpp.asked.present();
    String subject = subject(claims, tpp.isStream);
    String key = subject.substring(subject.lastIndexOf('/') + 1);
    Truth.Fact fact = world.truth.find(claims.getStringClaim("txn"), key);
    if (fact == null || asked == null) {
      throw new AssertionError(tpp.name + " of " + asked + " is told of " + subject);
    }
    Map<String, Object> events = claims.getJSONObjectClaim("events");
    require(jwt.verify(verifier), "not signed by the bank", tpp, fact);
    require(claims.getAudience().equals(List.of(tpp.clientId)), "of another", tpp, fact);
    require(
        world.truth.mayKnow(tpp.clientId, fact, world.clock.instant()), "may not know", tpp, fact);
    require(Asked.isOpen(asked), "has stopped its stream", tpp, fact);
    require(
        events.keySet().equals(Asked.urns(asked, fact)),
        "told " + events.keySet() + ", has asked as " + asked,
        tpp,
        fact);
    if (tpp.sent(claims.getJWTID(), asked.wishes(), fact, set)) {
      Object change = events.get(EventUrn.BALANCE_CHANGE);
      Object content = change instanceof Map<?, ?> map ? map.get(BALANCES) : null;
      require(
          (content != null) == (asked.extension().content() && change != null),
          "content " + content + ", has asked as " + asked,
          tpp,
          fact);
      if (content instanceof Map<?, ?> balances) {
        Instant madeAt = claims.getIssueTime().toInstant();
        judgeContent(tpp, fact, balances, madeAt);
      }
    }
    return new Letter(claims.getJWTID(), fact, set);
  }

  /** What the ledger held when it was made, which was before it was first sent. */
  private void judgeContent(SimulatedTpp tpp, Truth.Fact fact, Map<?, ?> content, Instant madeAt) {
    world.tally.add(Tally.Count.CONTENTS);
    long version = ((Number) part(content, "account_version")).longValue();
    require(version >= fact.version(), "older content " + content, tpp, fact);
    Long balance = world.truth.balanceMinor(fact.key(), version);
    require(
        world.truth.stoodSince(fact.key(), version, madeAt),
        "former content " + content,
        tpp,
        fact);
    for (Object each : (List<?>) part((Map<?, ?>) part(content, "Data"), "Balance")) {
      Map<?, ?> one = (Map<?, ?>) each;
      require(fact.key().equals(one.get("AccountId")), "another account " + one, tpp, fact);
      if (!"CLBD".equals(one.get("Type"))) {
        require(balance != null && balance.equals(minor(one)), "wrong " + one, tpp, fact);
      }
    }
  }

  private static long minor(Map<?, ?> balance) {
    Map<?, ?> amount = (Map<?, ?>) part(balance, "Amount");
    long minor =
        Money.parse(String.valueOf(amount.get("Amount")), String.valueOf(amount.get("Currency")))
            .minor();
    return "Debit".equals(balance.get("CreditDebitIndicator")) ? -minor : minor;
  }

  private static Object part(Map<?, ?> json, String name) {
    return requireNonNull(json.get(name), name);
  }

  private static String subject(JWTClaimsSet claims, boolean ofStream) throws ParseException {
    @Nullable Object subject =
        ofStream ? claims.getJSONObjectClaim("sub_id").get("uri") : claims.getSubject();
    return String.valueOf(subject);
  }

  private static void require(boolean holds, String what, SimulatedTpp tpp, Truth.Fact fact) {
    if (!holds) {
      throw new AssertionError(tpp.name + ": " + what + ", " + fact);
    }
  }
}
