package dev.tidings.bank.broker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that happened and matters to a person's money or rights. */
public sealed interface BusinessEvent {

  /** What the order of events is kept for: an account or a consent. */
  String key();

  /** Counts the changes of {@link #key()}; with it the order of its events. */
  long version();

  /**
   * A pending or booked transaction moved an account's balance.
   *
   * @param accountId whose balance
   * @param accountVersion the account's version with this change
   * @param transactionId what moved it
   * @param movement how far; null when the producer does not say
   */
  record BalanceChanged(
      String accountId, long accountVersion, String transactionId, @Nullable Movement movement)
      implements BusinessEvent {

    public BalanceChanged(String accountId, long accountVersion, String transactionId) {
      this(accountId, accountVersion, transactionId, null);
    }

    @Override
    public String key() {
      return accountId;
    }

    @Override
    public long version() {
      return accountVersion;
    }
  }

  /**
   * What a change did to the two balances of an account, in minor units of its currency.
   *
   * @param bookedBeforeMinor without what is pending
   * @param availableBeforeMinor with everything pending, without credit
   */
  record Movement(
      String currency,
      long bookedBeforeMinor,
      long bookedAfterMinor,
      long availableBeforeMinor,
      long availableAfterMinor) {}

  /** What a TPP may do with a consent has changed at the bank. */
  sealed interface ConsentChanged extends BusinessEvent {

    String consentId();

    /** The TPP. */
    String clientId();
  }

  /**
   * The customer took a consent back at the bank.
   *
   * @param consentVersion counts the consent's changes of status
   */
  record ConsentRevoked(String consentId, String clientId, long consentVersion)
      implements ConsentChanged {

    @Override
    public String key() {
      return consentId;
    }

    @Override
    public long version() {
      return consentVersion;
    }
  }

  /**
   * A consent has lost an account, because the account was closed. Each account of a consent has an
   * order of its own.
   *
   * @param accountVersion the account's version when it was closed
   */
  record LinkedAccountClosed(
      String consentId, String clientId, String accountId, long accountVersion)
      implements ConsentChanged {

    @Override
    public String key() {
      return consentId + Alert.KIND_MARK + accountId;
    }

    @Override
    public long version() {
      return accountVersion;
    }
  }

  /**
   * A change of an account is worth telling by a limit that a customer has set. Each kind has an
   * order of its own on the account: it follows its {@link BalanceChanged}, and later ones may have
   * happened meanwhile.
   */
  sealed interface Alert extends BusinessEvent {

    /** Stands between account and kind in {@link #key()}; no account's id has it. */
    char KIND_MARK = ':';

    String accountId();

    /** The account's version with the change that caused it. */
    long accountVersion();

    /** What moved the balance. */
    String transactionId();

    /** The holders by whose limits it is one. */
    List<String> customerIds();

    /** The alert's name, such as {@code low-balance}. */
    String kind();

    /** The key of an account's alerts of one kind. */
    static String keyOf(String accountId, String kind) {
      return accountId + KIND_MARK + kind;
    }

    @Override
    default String key() {
      return keyOf(accountId(), kind());
    }

    @Override
    default long version() {
      return accountVersion();
    }
  }

  /** The booked balance fell below a limit. */
  record LowBalance(
      String accountId, long accountVersion, String transactionId, List<String> customerIds)
      implements Alert {

    public static final String KIND = "low-balance";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /**
   * A transaction reached a limit, either way, pending or booked.
   *
   * @param credit money in, else out
   * @param bookedAt when it was booked, or is expected to be
   */
  record LargeTransaction(
      String accountId,
      long accountVersion,
      String transactionId,
      List<String> customerIds,
      boolean credit,
      Instant bookedAt)
      implements Alert {

    public static final String KIND = "large-transaction";

    @Override
    public String kind() {
      return KIND;
    }
  }

  /** A salary was booked. */
  record SalaryArrived(
      String accountId,
      long accountVersion,
      String transactionId,
      List<String> customerIds,
      Instant bookedAt)
      implements Alert {

    public static final String KIND = "salary-arrived";

    @Override
    public String kind() {
      return KIND;
    }
  }
}
