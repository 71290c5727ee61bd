package dev.tidings.tpp.bank;

import java.util.function.Supplier;

/**
 * Where banks and browsers reach us.
 *
 * @param base our public address without a slash at its end; known once the server listens
 */
public record OurAddresses(Supplier<String> base) {

  /** Path of the event endpoint; its end is laid down by the standard. */
  public static final String EVENTS_PATH = "/open-banking/v4.0/event-notifications";

  /** Path that the bank sends the customer back to. */
  public static final String CALLBACK_PATH = "/callback";

  public String publicUrl() {
    return base.get();
  }

  public String events() {
    return publicUrl() + EVENTS_PATH;
  }

  public String callback() {
    return publicUrl() + CALLBACK_PATH;
  }
}
