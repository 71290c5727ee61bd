package dev.tidings.bank.sandbox;

/** How often customers move money by themselves. */
public enum Activity {
  off,
  calm,
  busy
}
