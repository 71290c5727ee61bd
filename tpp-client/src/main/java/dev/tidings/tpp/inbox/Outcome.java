package dev.tidings.tpp.inbox;

/** What became of an event that passed every check. */
enum Outcome {
  /** The account is being read again. */
  REFRESH_WANTED,
  /** It names an account that the bank's customer has not let us read, or no longer does. */
  UNKNOWN_ACCOUNT,
  /** The connection ended. */
  CONNECTION_ENDED,
  /** An account left the view, because the consent has lost it. */
  ACCOUNT_LOST,
  /** Nothing of ours is concerned. */
  IGNORED,
  /** It had been received before. */
  DUPLICATE
}
