package dev.tidings.bank.accountinfo;

import dev.tidings.openbanking.Links;
import io.javalin.http.Context;

/** Absolute addresses below the bank's issuer; the Host header has no say. */
final class ApiLinks {

  /** Where the API is, below the issuer. Source: OBIE R/W v4.0. */
  static final String BASE = "/open-banking/v4.0/aisp";

  private final String issuer;

  ApiLinks(String issuer) {
    this.issuer = issuer;
  }

  /** The address of a path below the API's base. */
  String to(String path) {
    return issuer + BASE + path;
  }

  /** The address of what was called, without its query. */
  String called(Context ctx) {
    return issuer + ctx.req().getRequestURI();
  }

  Links self(Context ctx) {
    return Links.self(called(ctx));
  }
}
