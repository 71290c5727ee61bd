package dev.tidings.bank.sandbox;

import dev.tidings.bank.ledger.Contact;
import java.util.List;

/** An invented address, and ways to reach who lives there. */
record Home(String buildingNumber, String street, String postCode, String phoneBlock) {

  private static final List<String> STREETS =
      List.of(
          "Sycamore Rise", "Quayside Walk", "Millrace Lane", "St Cuthbert's Row", "Heron Close");

  /** No post town of the Royal Mail. */
  private static final String TOWN = "Alderbrook";

  /** Ofcom keeps these for drama: +44 7700 900000 to 900999. */
  private static final String MOBILE_PREFIX = "+44-7700900";

  static Home of(Draw draw) {
    return new Home(
        Long.toString(draw.between(1, 98)),
        draw.pick(STREETS),
        "ZZ" + draw.digits(1) + " " + draw.digits(1) + "AB",
        draw.digits(2));
  }

  /** What the customer, who lives here, has told the bank. */
  Contact contact(String customerId, String username) {
    return new Contact(
        customerId,
        username + "@mail.example",
        MOBILE_PREFIX + phoneBlock + Math.floorMod(username.hashCode(), 10),
        buildingNumber,
        street,
        TOWN,
        postCode,
        "GB");
  }
}
