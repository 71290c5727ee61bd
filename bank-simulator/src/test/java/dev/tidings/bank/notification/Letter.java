package dev.tidings.bank.notification;

/** A SET on its way, with the fact of which it tells. */
record Letter(String jti, Truth.Fact fact, String set) {}
