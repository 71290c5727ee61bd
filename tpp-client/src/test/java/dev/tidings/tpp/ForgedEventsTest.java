package dev.tidings.tpp;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.tidings.jose.RemoteKeys;
import dev.tidings.jose.SigningKey;
import dev.tidings.securityevent.SecurityEvent;
import dev.tidings.tpp.support.Events;
import dev.tidings.tpp.support.FakeBank;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ForgedEventsTest extends AggregatorFixture {

  @Test
  void forgedEventsMakeNoCallsAndAreCounted() throws Exception {
    connect();
    Map<String, String> forged = forged();

    for (Map.Entry<String, String> set : forged.entrySet()) {
      HttpResponse<String> answer = browser.push(set.getValue());
      assertThat(answer.statusCode()).as(set.getKey()).isEqualTo(400);
      assertThat(answer.body()).as(set.getKey()).contains("\"err\"").contains("\"description\"");
    }

    assertThat(meter().eventsRejected()).isEqualTo(forged.size());
    assertThat(meter().eventsReceived()).isZero();
    assertThat(bank.dataCalls).hasValue(0);
    assertThat(account().status())
        .isEqualTo(dev.tidings.tpp.view.UnifiedView.AccountView.Status.CURRENT);
  }

  @Test
  void anEventWhoseBanksKeysCannotBeReadIsAskedForAgain() throws Exception {
    connect();
    String genuine = events.sign(events.change("e1", FakeBank.ACCOUNT));
    bank.keysDown = true;

    assertThat(browser.push(genuine).statusCode()).isEqualTo(503);
    assertThat(meter().eventsRejected()).isZero();
    assertThat(bank.dataCalls).hasValue(0);

    bank.keysDown = false;
    clock.pass(RemoteKeys.REFETCH_INTERVAL);
    assertThat(browser.push(genuine).statusCode()).isEqualTo(202);
    assertThat(meter().eventsReceived()).isEqualTo(1);
  }

  private Map<String, String> forged() throws Exception {
    SecurityEvent set = events.change("e1", FakeBank.ACCOUNT);
    String good = events.sign(set);
    SignedJWT jwt = SignedJWT.parse(good);
    JWTClaimsSet claims = jwt.getJWTClaimsSet();
    Map<String, String> forged = new LinkedHashMap<>();
    forged.put("unsigned", new PlainJWT(claims).serialize());
    forged.put("HMAC with the public key", hmac(jwt.getHeader(), claims));
    forged.put("another key", Events.sign(set, SigningKey.generate()));
    forged.put("another audience", events.sign(with(set, set.issuer(), "somebody else")));
    forged.put("another issuer", events.sign(with(set, "http://elsewhere", set.audience())));
    forged.put("an extra crit", extraCritical(jwt.getHeader(), claims));
    forged.put("cut short", good.substring(0, good.length() - 20));
    forged.put("no token", "hello");
    return forged;
  }

  private String hmac(JWSHeader header, JWTClaimsSet claims) throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256)
                .keyID(header.getKeyID())
                .criticalParams(header.getCriticalParams())
                .customParams(header.getCustomParams())
                .build(),
            claims);
    jwt.sign(new MACSigner(bank.key.jwk().toRSAPublicKey().getEncoded()));
    return jwt.serialize();
  }

  private String extraCritical(JWSHeader header, JWTClaimsSet claims) throws Exception {
    Set<String> critical = new LinkedHashSet<>(header.getCriticalParams());
    critical.add("urgent");
    Map<String, Object> custom = new LinkedHashMap<>(header.getCustomParams());
    custom.put("urgent", true);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.PS256)
                .keyID(header.getKeyID())
                .customParams(custom)
                .criticalParams(critical)
                .build(),
            claims);
    jwt.sign(new RSASSASigner(bank.key.jwk()));
    return jwt.serialize();
  }

  private static SecurityEvent with(SecurityEvent set, String issuer, String audience) {
    return new SecurityEvent(
        issuer,
        set.issuedAt(),
        set.jti(),
        audience,
        set.subject(),
        set.txn(),
        set.timeOfEvent(),
        set.events());
  }
}
