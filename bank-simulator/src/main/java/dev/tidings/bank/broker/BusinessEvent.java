package dev.tidings.bank.broker;

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
   */
  record BalanceChanged(String accountId, long accountVersion, String transactionId)
      implements BusinessEvent {

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
   * The customer took a consent back at the bank.
   *
   * @param consentVersion counts the consent's changes of status
   */
  record ConsentRevoked(String consentId, String clientId, long consentVersion)
      implements BusinessEvent {

    @Override
    public String key() {
      return consentId;
    }

    @Override
    public long version() {
      return consentVersion;
    }
  }
}
