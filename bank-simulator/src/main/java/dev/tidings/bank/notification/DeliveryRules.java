package dev.tidings.bank.notification;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tidings.openbanking.OpenBankingJson;
import java.io.IOException;
import java.time.Instant;

/**
 * What an answer means for the notification that was sent. Source: RFC 8935 §2.2 to §2.4; for the
 * rest of the statuses RFC 9110 §15.
 */
final class DeliveryRules {

  private static final int BAD_REQUEST = 400;
  private static final int GONE = 410;

  private DeliveryRules() {}

  static AfterPush judge(PushOutcome outcome, Instant now) {
    return switch (outcome) {
      case PushOutcome.Accepted accepted -> new AfterPush.Done("answered " + accepted.status());
      case PushOutcome.Refused refused -> refused(refused, now);
      case PushOutcome.NoAnswer noAnswer -> new AfterPush.Retry(noAnswer.why(), null);
    };
  }

  private static AfterPush refused(PushOutcome.Refused refused, Instant now) {
    String reason = ("answered " + refused.status() + " " + refused.answer()).strip();
    if (refused.status() == GONE) {
      return new AfterPush.Gone(reason);
    }
    if (refused.status() == BAD_REQUEST && isSetError(refused.answer())) {
      return new AfterPush.Rejected(reason);
    }
    String retryAfter = refused.retryAfter();
    return new AfterPush.Retry(reason, retryAfter == null ? null : RetryAfter.end(retryAfter, now));
  }

  /**
   * Source: RFC 8935 §2.3: an object with {@code err}; a description may be missing. Of a long
   * answer only the beginning is here: what is cut off is not asked for.
   */
  private static boolean isSetError(String answer) {
    try (JsonParser json = OpenBankingJson.mapper().createParser(answer)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return false;
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean isError = json.currentName().equals("err");
        JsonToken value = json.nextToken();
        if (isError) {
          return value == JsonToken.VALUE_STRING && !json.getText().isBlank();
        }
        json.skipChildren();
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }
}
